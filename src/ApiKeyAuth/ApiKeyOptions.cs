using Microsoft.AspNetCore.Authentication;

namespace ApiKeyAuth;

/// <summary>
/// Settings of an API key scheme. Bound from <c>Authentication:Schemes:{scheme}</c>, then set by code; validated when the host starts.
/// </summary>
public class ApiKeyOptions : AuthenticationSchemeOptions
{
    /// <summary>The address of the key service, an absolute http or https URI.</summary>
    /// <value>Default: <c>https://api.unkey.com</c>.</value>
    public Uri BaseAddress { get; set; } = new("https://api.unkey.com");

    /// <summary>
    /// The root key that keys are verified with. A secret: keep it out of source files. A verification names no API: a root key that
    /// may verify every API lets keys of your other products in, so use one whose only permission is <c>api.{apiId}.verify_key</c>.
    /// </summary>
    /// <value>Required.</value>
    public string? RootKey { get; set; }

    /// <summary>Whether plain http is allowed to an address that is not this machine's own: keys would travel in the clear.</summary>
    /// <value>Default: false.</value>
    public bool AllowInsecureBaseAddress { get; set; }

    /// <summary>How long one attempt of a verification may take, up to and including the last byte of the answer.</summary>
    /// <value>Default: 1.5 s. Less than <see cref="TotalTimeout"/>.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a verification may take with all its attempts; then the request is answered with 503.</summary>
    /// <value>Default: 2 s. At most 1 minute.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The <c>realm</c> of the <c>WWW-Authenticate</c> header, printable ASCII.</summary>
    /// <value>Default: none, the parameter is left out.</value>
    public string? Realm { get; set; }

    internal IReadOnlyList<string> ConfigurationErrors { get; set; } = [];

    internal IReadOnlyList<string> UnknownSettings { get; set; } = [];
}
