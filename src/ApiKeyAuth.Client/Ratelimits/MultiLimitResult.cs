using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>The results of several stand-alone rate limits.</summary>
public sealed class MultiLimitResult
{
    /// <summary>Gets a value that indicates whether no limit is exceeded. Otherwise no tokens were taken.</summary>
    [JsonRequired]
    public bool Passed { get; init; }

    /// <summary>Gets the result of each limit, in the order of the request.</summary>
    [JsonRequired]
    public IReadOnlyList<MultiLimitEntry>? Limits { get; init; }
}

/// <summary>The result of one of several stand-alone rate limits.</summary>
public sealed class MultiLimitEntry
{
    /// <summary>Gets the namespace, as it was asked for.</summary>
    [JsonRequired]
    public string Namespace { get; init; } = "";

    /// <summary>Gets the identifier that is counted.</summary>
    [JsonRequired]
    public string Identifier { get; init; } = "";

    /// <summary>Gets a value that indicates whether this limit is not exceeded.</summary>
    [JsonRequired]
    public bool Passed { get; init; }

    /// <summary>Gets the number of tokens in a window, those of the override where one applied.</summary>
    [JsonRequired]
    public long Limit { get; init; }

    /// <summary>Gets the number of tokens that are left; 0 if this limit was exceeded.</summary>
    [JsonRequired]
    public long Remaining { get; init; }

    /// <summary>Gets the time when the current window ends. Tokens become available gradually from then on.</summary>
    [JsonRequired]
    public DateTimeOffset Reset { get; init; }

    /// <summary>Gets the override that applied (<c>rlor_…</c>). Null if there is none.</summary>
    public string? OverrideId { get; init; }
}
