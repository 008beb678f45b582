using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// Counts requests on a rate limit of their key, beside the limits that the key applies by itself. Limits of several names add up; of one
/// name the nearest counts. Requests are never answered from memory where a limit is counted.
/// </summary>
/// <param name="name">The name of the limit, 3 to 255 characters. The key or its identity must carry it, unless a limit is given here.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class ApiKeyRateLimitAttribute(string name) : Attribute
{
    /// <summary>The name of the limit.</summary>
    public string Name { get; } = name;

    /// <summary>Tokens that a request takes, 0 to 1,000,000,000,000.</summary>
    /// <value>Default: 1.</value>
    public long Cost { get; set; } = 1;

    /// <summary>Tokens in a window, 1 or more, for a limit that keys need not carry. Together with <see cref="DurationMilliseconds"/>.</summary>
    /// <value>Default: 0, the key's own limit of this name.</value>
    public long Limit { get; set; }

    /// <summary>The length of the window, 1,000 milliseconds or more. Together with <see cref="Limit"/>.</summary>
    /// <value>Default: 0.</value>
    public long DurationMilliseconds { get; set; }

    /// <summary>
    /// Tokens in a window, 1 or more, for keys that do not carry the limit, which are otherwise refused with 403. Together with
    /// <see cref="FallbackDurationMilliseconds"/>; on one limit of an endpoint only, since the service does not tell which one is missing.
    /// Such a key is asked about twice.
    /// </summary>
    /// <value>Default: 0, none.</value>
    public long FallbackLimit { get; set; }

    /// <summary>The length of that window, 1,000 milliseconds or more. Together with <see cref="FallbackLimit"/>.</summary>
    /// <value>Default: 0.</value>
    public long FallbackDurationMilliseconds { get; set; }

    internal Func<HttpContext, ValueTask<long>>? CostOfRequest { get; init; }

    /// <summary>Whether a limit is given even where both of its numbers are 0, which is none otherwise.</summary>
    internal bool IsInline { get; init; }
}
