using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>What a stand-alone rate limit says.</summary>
public sealed class LimitResult
{
    /// <summary>Whether the limit lets it pass. A refusal takes no tokens.</summary>
    [JsonRequired]
    public bool Success { get; init; }

    /// <summary>Tokens in a window, those of the override where one applied.</summary>
    [JsonRequired]
    public long Limit { get; init; }

    /// <summary>Tokens that are left; 0 after a refusal.</summary>
    [JsonRequired]
    public long Remaining { get; init; }

    /// <summary>When the current window ends. Tokens come back gradually from then on, not all at once.</summary>
    [JsonRequired]
    public DateTimeOffset Reset { get; init; }

    /// <summary>The override that applied (<c>rlor_…</c>). Absent: none.</summary>
    public string? OverrideId { get; init; }
}
