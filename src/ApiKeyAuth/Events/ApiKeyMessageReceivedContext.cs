using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// A request before a key is looked for. <see cref="ResultContext{TOptions}.Fail(string)"/> refuses it as an invalid key,
/// <see cref="ResultContext{TOptions}.NoResult"/> takes it as one without a key,
/// <see cref="ResultContext{TOptions}.Success"/> lets it in as <see cref="ResultContext{TOptions}.Principal"/>.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="scheme">The scheme.</param>
/// <param name="options">The settings of the scheme.</param>
public sealed class ApiKeyMessageReceivedContext(HttpContext context, AuthenticationScheme scheme, ApiKeyOptions options)
    : ResultContext<ApiKeyOptions>(context, scheme, options)
{
    /// <summary>A key that the app found by itself; the usual places are not looked at then. Null: look there.</summary>
    public string? Key { get; set; }
}
