using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A rate limit of a key or an identity.</summary>
public sealed class RateLimit
{
    /// <summary>Gets the id of the limit (<c>rl_…</c>).</summary>
    [JsonRequired]
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

    /// <summary>Gets a value that indicates whether every verification takes a token of it without naming it.</summary>
    [JsonRequired]
    public bool AutoApply { get; init; }
}
