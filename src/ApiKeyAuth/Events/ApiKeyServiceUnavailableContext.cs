using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// A request whose key the service gave no usable answer about; without the app's doing it is answered with 503. The app may let it in as
/// somebody: set <see cref="ResultContext{TOptions}.Principal"/> and call <see cref="ResultContext{TOptions}.Success"/>.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="scheme">The scheme.</param>
/// <param name="options">The settings of the scheme.</param>
public sealed class ApiKeyServiceUnavailableContext(HttpContext context, AuthenticationScheme scheme, ApiKeyOptions options)
    : ResultContext<ApiKeyOptions>(context, scheme, options)
{
    /// <summary>
    /// Whether the service did not answer at all, or only with 5xx. Otherwise it refused the root key, was overloaded or answered unreadably.
    /// </summary>
    public bool HasNoResponse { get; init; }

    /// <summary>The service's id of the request, where it answered.</summary>
    public string? RequestId { get; init; }
}
