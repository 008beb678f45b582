using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// A request whose key is valid. The app may add to <see cref="ResultContext{TOptions}.Principal"/> or replace it, or refuse the key
/// (<see cref="ResultContext{TOptions}.Fail(string)"/>). It has been charged by now.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="scheme">The scheme.</param>
/// <param name="options">The settings of the scheme.</param>
/// <param name="key">The key.</param>
public sealed class ApiKeyVerifiedContext(HttpContext context, AuthenticationScheme scheme, ApiKeyOptions options, ApiKeyInfo key)
    : ResultContext<ApiKeyOptions>(context, scheme, options)
{
    /// <summary>What the service said of the key.</summary>
    public ApiKeyInfo Key { get; } = key;
}
