using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Another limit for some identifiers of a namespace.</summary>
public sealed class RateLimitOverride
{
    /// <summary>Gets the id of the override (<c>rlor_…</c>).</summary>
    [JsonRequired]
    public string OverrideId { get; init; } = "";

    /// <summary>Gets the identifier or pattern, as it was set.</summary>
    [JsonRequired]
    public string Identifier { get; init; } = "";

    /// <summary>Gets the number of tokens in a window.</summary>
    [JsonRequired]
    public long Limit { get; init; }

    /// <summary>Gets the length of the window, from milliseconds.</summary>
    [JsonRequired]
    public TimeSpan Duration { get; init; }
}

/// <summary>An override that was set.</summary>
public sealed class SetOverrideResult
{
    /// <summary>Gets the id of the override (<c>rlor_…</c>).</summary>
    [JsonRequired]
    public string OverrideId { get; init; } = "";
}
