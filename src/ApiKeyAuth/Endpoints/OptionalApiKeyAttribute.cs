using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>
/// Accepts requests without a key, and verifies the key of requests with one. Default and fallback policies do not apply. Other
/// authorization on the same endpoint fails startup.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = true)]
public sealed class OptionalApiKeyAttribute() : AuthorizeAttribute(PolicyName)
{
    internal const string PolicyName = "ApiKeyAuth.OptionalKey";

    /// <summary>
    /// Gets or sets whether a request with a rejected key is anonymous, also during an outage. The default is false: it is rejected.
    /// </summary>
    public bool IgnoreRejectedKey { get; set; }
}
