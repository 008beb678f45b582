using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A rate limit as a verification found it.</summary>
public sealed class VerifiedRateLimit
{
    /// <summary>Gets the id of the limit (<c>rl_…</c>); empty for one that the request defines.</summary>
    [JsonRequired]
    [MayBeEmpty]
    public string Id { get; init; } = "";

    /// <summary>Gets the name of the limit.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Gets the number of tokens in a window.</summary>
    [JsonRequired]
    public long Limit { get; init; }

    /// <summary>Gets the length of the window, from milliseconds.</summary>
    [JsonRequired]
    public TimeSpan Duration { get; init; }

    /// <summary>Gets the time when the current window ends. Tokens become available gradually from then on.</summary>
    [JsonRequired]
    public DateTimeOffset Reset { get; init; }

    /// <summary>Gets the number of tokens that are left; 0 where the limit was exceeded.</summary>
    [JsonRequired]
    public long Remaining { get; init; }

    /// <summary>Gets a value that indicates whether this limit was exceeded.</summary>
    [JsonRequired]
    public bool Exceeded { get; init; }

    /// <summary>Gets a value that indicates whether every verification of the key uses the limit.</summary>
    [JsonRequired]
    public bool AutoApply { get; init; }
}
