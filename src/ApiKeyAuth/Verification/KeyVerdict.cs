namespace ApiKeyAuth;

/// <summary>What is known of a key after it was looked at. Expected refusals are verdicts, never exceptions.</summary>
internal sealed record KeyVerdict(KeyVerdictKind Kind)
{
    public static readonly KeyVerdict Malformed = new(KeyVerdictKind.Malformed);
    public static readonly KeyVerdict Token = new(KeyVerdictKind.Token);

    /// <summary>The facts, of a valid key only.</summary>
    public ApiKeyInfo? Key { get; init; }

    /// <summary>The service's id of the request, where it answered.</summary>
    public string? RequestId { get; init; }

    /// <summary>The permissions that were asked for in vain, where all of them are needed.</summary>
    public string? Scope { get; init; }

    /// <summary>When an exceeded limit's window ends.</summary>
    public DateTimeOffset? Reset { get; init; }

    /// <summary>When to come back, where the service or the breaker told.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
