using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>
/// Lets callers in without a key, and verifies the key of those who send one. Default and fallback policies do not apply; beside any other
/// authorization of the same endpoint it is an error when the app starts.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = true)]
public sealed class OptionalApiKeyAttribute() : AuthorizeAttribute(PolicyName)
{
    internal const string PolicyName = "ApiKeyAuth.OptionalKey";

    /// <summary>
    /// Whether a key that is not let in counts as none: the caller is anonymous then, also during an outage. Otherwise it is refused as
    /// elsewhere.
    /// </summary>
    /// <value>Default: false.</value>
    public bool IgnoreRejectedKey { get; set; }
}
