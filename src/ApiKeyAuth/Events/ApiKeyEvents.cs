namespace ApiKeyAuth;

/// <summary>
/// Runs the app's code at the steps of a verification. Set the delegates, or derive from the class and register it as a service (<see
/// cref="Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions.EventsType"/>).
/// </summary>
public class ApiKeyEvents
{
    private static readonly Func<object, Task> Nothing = _ => Task.CompletedTask;

    /// <summary>
    /// Gets or sets the delegate that runs before the key is read. It may set a key, or end the authentication. Since every request may
    /// then carry a key, the response caching middleware is off for the whole app, and the output cache for endpoints with a policy. The
    /// default does nothing.
    /// </summary>
    public Func<ApiKeyMessageReceivedContext, Task> OnMessageReceived { get; set; } = Nothing;

    /// <summary>
    /// Gets or sets the delegate that runs after a key is verified as valid. It may replace the principal, or fail. The default does
    /// nothing.
    /// </summary>
    public Func<ApiKeyVerifiedContext, Task> OnKeyVerified { get; set; } = Nothing;

    /// <summary>
    /// Gets or sets the delegate that runs before an error response is written. It may write the response. The default does nothing.
    /// </summary>
    public Func<ApiKeyRejectedContext, Task> OnRejected { get; set; } = Nothing;

    /// <summary>
    /// Gets or sets the delegate that runs after the key service returned no usable response. It may accept the request. The default does
    /// nothing.
    /// </summary>
    public Func<ApiKeyServiceUnavailableContext, Task> OnServiceUnavailable { get; set; } = Nothing;

    // Contexts are created only if a handler exists: most apps handle no event, and authenticating a cached key must stay cheap.
    internal bool HandlesMessageReceived => IsDerived || !ReferenceEquals(OnMessageReceived, Nothing);

    internal bool HandlesKeyVerified => IsDerived || !ReferenceEquals(OnKeyVerified, Nothing);

    /// <summary>Returns whether code of the app runs before a key is read: it may find a key that is not visible in the request.</summary>
    internal bool BringsKey =>
        !ReferenceEquals(OnMessageReceived, Nothing) || ((Func<ApiKeyMessageReceivedContext, Task>)MessageReceived).Method.DeclaringType != typeof(ApiKeyEvents);

    private bool IsDerived => GetType() != typeof(ApiKeyEvents);

    /// <summary>Runs <see cref="OnMessageReceived"/>.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that completes with the app's code.</returns>
    public virtual Task MessageReceived(ApiKeyMessageReceivedContext context) => OnMessageReceived(context);

    /// <summary>Runs <see cref="OnKeyVerified"/>.</summary>
    /// <param name="context">The request, its key and its principal.</param>
    /// <returns>A task that completes with the app's code.</returns>
    public virtual Task KeyVerified(ApiKeyVerifiedContext context) => OnKeyVerified(context);

    /// <summary>Runs <see cref="OnRejected"/>.</summary>
    /// <param name="context">The request and its error response.</param>
    /// <returns>A task that completes with the app's code.</returns>
    public virtual Task Refused(ApiKeyRejectedContext context) => OnRejected(context);

    /// <summary>Runs <see cref="OnServiceUnavailable"/>.</summary>
    /// <param name="context">The request and the failure.</param>
    /// <returns>A task that completes with the app's code.</returns>
    public virtual Task ServiceUnavailable(ApiKeyServiceUnavailableContext context) => OnServiceUnavailable(context);
}
