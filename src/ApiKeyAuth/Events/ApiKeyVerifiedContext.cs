using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// The context of a request whose key is valid. The app may add to <see cref="ResultContext{TOptions}.Principal"/> or replace it, or reject
/// the key (<see cref="ResultContext{TOptions}.Fail(string)"/>). The key is already charged.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="scheme">The scheme.</param>
/// <param name="options">The options of the scheme.</param>
/// <param name="key">The verified key.</param>
public sealed class ApiKeyVerifiedContext(HttpContext context, AuthenticationScheme scheme, ApiKeyOptions options, ApiKeyInfo key)
    : ResultContext<ApiKeyOptions>(context, scheme, options)
{
    /// <summary>Gets the verified key.</summary>
    public ApiKeyInfo Key { get; } = key;
}
