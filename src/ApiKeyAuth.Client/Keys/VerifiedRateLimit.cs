using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A rate limit as a verification found it.</summary>
public sealed class VerifiedRateLimit
{
    /// <summary>The id of the limit (<c>rl_…</c>); empty for one that the request brought along.</summary>
    [JsonRequired]
    [MayBeEmpty]
    public string Id { get; init; } = "";

    /// <summary>The name of the limit.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Tokens in a window.</summary>
    [JsonRequired]
    public long Limit { get; init; }

    /// <summary>The length of the window, from milliseconds.</summary>
    [JsonRequired]
    public TimeSpan Duration { get; init; }

    /// <summary>When the current window ends. Tokens come back gradually from then on, not all at once.</summary>
    [JsonRequired]
    public DateTimeOffset Reset { get; init; }

    /// <summary>Tokens that are left; 0 where the limit was exceeded.</summary>
    [JsonRequired]
    public long Remaining { get; init; }

    /// <summary>Whether this limit refused the key.</summary>
    [JsonRequired]
    public bool Exceeded { get; init; }

    /// <summary>Whether the key applies the limit by itself at every verification.</summary>
    [JsonRequired]
    public bool AutoApply { get; init; }
}
