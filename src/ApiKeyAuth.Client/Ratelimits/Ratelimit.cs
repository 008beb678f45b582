namespace ApiKeyAuth.Client;

/// <summary>A rate limit of a key or an identity.</summary>
public sealed class Ratelimit
{
    /// <summary>The id of the limit (<c>rl_…</c>).</summary>
    public string Id { get; init; } = "";

    /// <summary>The name of the limit.</summary>
    public string Name { get; init; } = "";

    /// <summary>Tokens in a window.</summary>
    public long Limit { get; init; }

    /// <summary>The length of the window, from milliseconds.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether every verification takes a token of it without naming it.</summary>
    public bool AutoApply { get; init; }
}
