using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// Counts requests on a rate limit of their key, in addition to the limits that the key applies itself. Limits of different names add up;
/// of limits with the same name the nearest applies. Requests that count on a limit are never authenticated from the cache.
/// </summary>
/// <param name="name">The name of the limit, 3 to 255 characters. The key or its identity must have it, unless a limit is set here.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class ApiKeyRateLimitAttribute(string name) : Attribute
{
    /// <summary>Gets the name of the limit.</summary>
    public string Name { get; } = name;

    /// <summary>Gets or sets the tokens that a request takes, 0 to 1,000,000,000,000. The default is 1.</summary>
    public long Cost { get; set; } = 1;

    /// <summary>
    /// Gets or sets the tokens in a window, 1 or more, for a limit that keys need not have. It requires <see cref="DurationMilliseconds"/>.
    /// The default is 0: the key's own limit of this name applies.
    /// </summary>
    public long Limit { get; set; }

    /// <summary>
    /// Gets or sets the length of the window in milliseconds, 1,000 or more. It requires <see cref="Limit"/>. The default is 0: the key's
    /// own limit of this name applies.
    /// </summary>
    public long DurationMilliseconds { get; set; }

    /// <summary>
    /// Gets or sets the tokens in a window, 1 or more, for keys that do not have the limit. It requires <see
    /// cref="FallbackDurationMilliseconds"/> and is allowed on one limit of an endpoint only, since the key service does not return which
    /// limit is missing. Such a key is verified twice. The default is 0: such keys are rejected with 403.
    /// </summary>
    public long FallbackLimit { get; set; }

    /// <summary>
    /// Gets or sets the length of the fallback window in milliseconds, 1,000 or more. It requires <see cref="FallbackLimit"/>. The default
    /// is 0: there is no fallback.
    /// </summary>
    public long FallbackDurationMilliseconds { get; set; }

    internal Func<HttpContext, ValueTask<long>>? CostOfRequest { get; init; }

    /// <summary>Gets or sets whether a limit is set although both of its numbers are 0, which otherwise means none.</summary>
    internal bool IsInline { get; init; }
}
