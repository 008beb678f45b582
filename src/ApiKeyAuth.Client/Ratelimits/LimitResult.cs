using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>The result of a stand-alone rate limit.</summary>
public sealed class LimitResult
{
    /// <summary>Gets a value that indicates whether the limit is not exceeded. An exceeded limit takes no tokens.</summary>
    [JsonRequired]
    public bool Success { get; init; }

    /// <summary>Gets the number of tokens in a window, those of the override where one applied.</summary>
    [JsonRequired]
    public long Limit { get; init; }

    /// <summary>Gets the number of tokens that are left; 0 if the limit was exceeded.</summary>
    [JsonRequired]
    public long Remaining { get; init; }

    /// <summary>Gets the time when the current window ends. Tokens become available gradually from then on.</summary>
    [JsonRequired]
    public DateTimeOffset Reset { get; init; }

    /// <summary>Gets the override that applied (<c>rlor_…</c>). Null if there is none.</summary>
    public string? OverrideId { get; init; }
}
