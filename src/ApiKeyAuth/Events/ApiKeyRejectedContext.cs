using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// The context of a request that is about to be rejected. The app may set headers, or write the response and call <see
/// cref="HandleResponse"/>. If other schemes reject the request too, write no body: they add headers after this event.
/// </summary>
public sealed class ApiKeyRejectedContext : PropertiesContext<ApiKeyOptions>
{
    internal ApiKeyRejectedContext(
        HttpContext context, AuthenticationScheme scheme, ApiKeyOptions options, AuthenticationProperties properties, ErrorResponse error)
        : base(context, scheme, options, properties)
    {
        (StatusCode, Code, Reason, RequestId) = (error.Status, error.Code, error.Reason, error.RequestId);
    }

    /// <summary>Gets the HTTP status of the error response.</summary>
    public int StatusCode { get; }

    /// <summary>Gets the stable code of the error response, as in the problem's <c>code</c>.</summary>
    public string Code { get; }

    /// <summary>
    /// Gets the reason why the key is not valid: <c>not_found</c>, <c>disabled</c> or <c>expired</c>. It is null for other rejections.
    /// </summary>
    public string? Reason { get; }

    /// <summary>Gets the key service's id of the verification request, or null if there is none.</summary>
    public string? RequestId { get; }

    /// <summary>
    /// Gets the failed authorization of a valid key, with its <see cref="Microsoft.AspNetCore.Authorization.AuthorizationFailure.FailureReasons"/>. It is null if the
    /// key was rejected before, or if the app's code forbids the request without an authorization.
    /// </summary>
    public AuthorizationFailure? AuthorizationFailure { get; internal init; }

    /// <summary>Gets whether the app writes the response.</summary>
    public bool Handled { get; private set; }

    /// <summary>Leaves the response to the app: the scheme writes neither status nor headers nor body.</summary>
    public void HandleResponse() => Handled = true;
}
