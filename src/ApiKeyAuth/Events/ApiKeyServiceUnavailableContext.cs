using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// The context of a request for whose key the key service returned no usable response. The request fails with 503 unless the app accepts
/// it: set <see cref="ResultContext{TOptions}.Principal"/> and call <see cref="ResultContext{TOptions}.Success"/>.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="scheme">The scheme.</param>
/// <param name="options">The options of the scheme.</param>
public sealed class ApiKeyServiceUnavailableContext(HttpContext context, AuthenticationScheme scheme, ApiKeyOptions options)
    : ResultContext<ApiKeyOptions>(context, scheme, options)
{
    /// <summary>
    /// Gets whether the key service did not respond, or only with 5xx. If false, it rejected the root key, was overloaded, or returned an
    /// unreadable response.
    /// </summary>
    public bool HasNoResponse { get; init; }

    /// <summary>Gets the key service's id of the request, or null if it did not respond.</summary>
    public string? RequestId { get; init; }
}
