using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// The context of a request before its key is read. <see cref="ResultContext{TOptions}.Fail(string)"/> rejects it like an invalid key, <see
/// cref="ResultContext{TOptions}.NoResult"/> treats it as a request without a key, and <see cref="ResultContext{TOptions}.Success"/>
/// authenticates it as <see cref="ResultContext{TOptions}.Principal"/>.
/// </summary>
/// <param name="context">The request.</param>
/// <param name="scheme">The scheme.</param>
/// <param name="options">The options of the scheme.</param>
public sealed class ApiKeyMessageReceivedContext(HttpContext context, AuthenticationScheme scheme, ApiKeyOptions options)
    : ResultContext<ApiKeyOptions>(context, scheme, options)
{
    /// <summary>
    /// Gets or sets a key that the app's code found. If it is set, no other place of the request is read. The default is null: the places
    /// in the options are read.
    /// </summary>
    public string? Key { get; set; }
}
