using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// A request that is about to be refused. The app may set headers, or answer by itself and call <see cref="HandleResponse"/>. Where other
/// schemes refuse the request too, leave the body alone: they add to the headers after this.
/// </summary>
public sealed class ApiKeyRejectedContext : PropertiesContext<ApiKeyOptions>
{
    internal ApiKeyRejectedContext(
        HttpContext context, AuthenticationScheme scheme, ApiKeyOptions options, AuthenticationProperties properties, ErrorResponse error)
        : base(context, scheme, options, properties)
    {
        (StatusCode, Code, Reason, RequestId) = (error.Status, error.Code, error.Reason, error.RequestId);
    }

    /// <summary>The HTTP status of the refusal.</summary>
    public int StatusCode { get; }

    /// <summary>The stable code of the refusal, as in the problem's <c>code</c>.</summary>
    public string Code { get; }

    /// <summary>Why the key is not valid: <c>not_found</c>, <c>disabled</c>, <c>expired</c>. Null for other refusals.</summary>
    public string? Reason { get; }

    /// <summary>The service's id of the verification, where it answered.</summary>
    public string? RequestId { get; }

    /// <summary>
    /// Gets the failed authorization of a valid key, with its <see cref="Microsoft.AspNetCore.Authorization.AuthorizationFailure.FailureReasons"/>. It is null if the
    /// key was rejected before, or if the app's code forbids the request without an authorization.
    /// </summary>
    public AuthorizationFailure? AuthorizationFailure { get; internal init; }

    /// <summary>Whether the app answers by itself.</summary>
    public bool Handled { get; private set; }

    /// <summary>Leaves the answer to the app: neither status nor headers nor body are written here.</summary>
    public void HandleResponse() => Handled = true;
}
