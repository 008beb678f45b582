using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>What several stand-alone rate limits say.</summary>
public sealed class MultiLimitResult
{
    /// <summary>Whether all limits let it pass. Otherwise none took tokens.</summary>
    [JsonRequired]
    public bool Passed { get; init; }

    /// <summary>What each limit says, in the order of the request.</summary>
    [JsonRequired]
    public IReadOnlyList<MultiLimitEntry>? Limits { get; init; }
}

/// <summary>What one of several stand-alone rate limits says.</summary>
public sealed class MultiLimitEntry
{
    /// <summary>The namespace, as it was asked for.</summary>
    [JsonRequired]
    public string Namespace { get; init; } = "";

    /// <summary>Whom or what is counted.</summary>
    [JsonRequired]
    public string Identifier { get; init; } = "";

    /// <summary>Whether this limit lets it pass.</summary>
    [JsonRequired]
    public bool Passed { get; init; }

    /// <summary>Tokens in a window, those of the override where one applied.</summary>
    [JsonRequired]
    public long Limit { get; init; }

    /// <summary>Tokens that are left; 0 where this limit refused.</summary>
    [JsonRequired]
    public long Remaining { get; init; }

    /// <summary>When the current window ends. Tokens come back gradually from then on, not all at once.</summary>
    [JsonRequired]
    public DateTimeOffset Reset { get; init; }

    /// <summary>The override that applied (<c>rlor_…</c>). Absent: none.</summary>
    public string? OverrideId { get; init; }
}
