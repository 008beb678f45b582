namespace ApiKeyAuth;

/// <summary>
/// The app's own code at the steps of a verification: set the delegates, or derive and register the class as a service
/// (<see cref="Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions.EventsType"/>).
/// </summary>
public class ApiKeyEvents
{
    private static readonly Func<object, Task> Nothing = _ => Task.CompletedTask;

    /// <summary>
    /// Gets or sets the delegate that runs before the key is read. It may set a key, or end the authentication. Since every request may then
    /// carry a key, the response caching middleware is off for the whole app, and the output cache for endpoints with a policy.
    /// </summary>
    public Func<ApiKeyMessageReceivedContext, Task> OnMessageReceived { get; set; } = Nothing;

    /// <summary>After a key was found valid. May replace the principal, or fail.</summary>
    public Func<ApiKeyVerifiedContext, Task> OnKeyVerified { get; set; } = Nothing;

    /// <summary>Before a refusal is announced. May answer by itself.</summary>
    public Func<ApiKeyRejectedContext, Task> OnRejected { get; set; } = Nothing;

    /// <summary>After the service gave no answer that can be used. May let the caller in as somebody.</summary>
    public Func<ApiKeyServiceUnavailableContext, Task> OnServiceUnavailable { get; set; } = Nothing;

    // Contexts are made only for those who look at them: most apps handle no event, and a cached key costs next to nothing.
    internal bool HandlesMessageReceived => IsDerived || !ReferenceEquals(OnMessageReceived, Nothing);

    internal bool HandlesKeyVerified => IsDerived || !ReferenceEquals(OnKeyVerified, Nothing);

    /// <summary>Whether code of the app runs before a key is looked for: it may bring one that nobody can see in the request.</summary>
    internal bool BringsKey =>
        !ReferenceEquals(OnMessageReceived, Nothing) || ((Func<ApiKeyMessageReceivedContext, Task>)MessageReceived).Method.DeclaringType != typeof(ApiKeyEvents);

    private bool IsDerived => GetType() != typeof(ApiKeyEvents);

    /// <summary>Runs <see cref="OnMessageReceived"/>.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A task that ends with the app's code.</returns>
    public virtual Task MessageReceived(ApiKeyMessageReceivedContext context) => OnMessageReceived(context);

    /// <summary>Runs <see cref="OnKeyVerified"/>.</summary>
    /// <param name="context">The request, its key and its principal.</param>
    /// <returns>A task that ends with the app's code.</returns>
    public virtual Task KeyVerified(ApiKeyVerifiedContext context) => OnKeyVerified(context);

    /// <summary>Runs <see cref="OnRejected"/>.</summary>
    /// <param name="context">The request and the refusal.</param>
    /// <returns>A task that ends with the app's code.</returns>
    public virtual Task Refused(ApiKeyRejectedContext context) => OnRejected(context);

    /// <summary>Runs <see cref="OnServiceUnavailable"/>.</summary>
    /// <param name="context">The request and what is known of the failure.</param>
    /// <returns>A task that ends with the app's code.</returns>
    public virtual Task ServiceUnavailable(ApiKeyServiceUnavailableContext context) => OnServiceUnavailable(context);
}
