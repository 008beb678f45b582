namespace ApiKeyAuth;

/// <summary>
/// What is remembered of the newest answer about a key, which may be no more than that there was one: an older answer that arrives later
/// must not take its place. Immutable.
/// </summary>
internal sealed class CacheEntry
{
    /// <summary>The place in the order of all calls at which this one began.</summary>
    public required long Began { get; init; }

    /// <summary>When the call began, by the monotonic clock.</summary>
    public required long BeganAt { get; init; }

    /// <summary>The id of the key, where the service told it now or before.</summary>
    public string? KeyId { get; init; }

    /// <summary>The verdict with the facts of a valid key that may be used again.</summary>
    public VerificationResult? Fresh { get; init; }

    /// <summary>The same for an outage.</summary>
    public VerificationResult? Stale { get; init; }

    /// <summary>Whether the key was not found.</summary>
    public bool IsNotFound { get; init; }

    /// <summary>When the key was last seen to be metered, by the monotonic clock.</summary>
    public long? MeteredAt { get; init; }

    /// <summary>
    /// Since when, by the monotonic clock, no response has shown all limits of the key; null where the newest one has.
    /// </summary>
    public long? UnconfirmedAt { get; init; }

    /// <summary>The refusal to repeat while a limit is exceeded for certain.</summary>
    public RateLimitedEntry? Limited { get; init; }

    /// <summary>The same once the limit may be exceeded no longer.</summary>
    public CacheEntry WithoutLimited() => new()
    {
        Began = Began,
        BeganAt = BeganAt,
        KeyId = KeyId,
        MeteredAt = MeteredAt,
        UnconfirmedAt = UnconfirmedAt,
    };
}

/// <summary>A limit that is exceeded for certain for a while.</summary>
/// <param name="VerifiedKey">What the key may do: the permission query comes first.</param>
/// <param name="ErrorResponse">The verdict to repeat.</param>
/// <param name="Plan">What was counted.</param>
/// <param name="For">How long from the answer on.</param>
/// <param name="AnsweredAt">When the answer came, by the monotonic clock.</param>
internal sealed record RateLimitedEntry(ApiKeyInfo VerifiedKey, VerificationResult ErrorResponse, VerificationRequirements Plan, TimeSpan For, long AnsweredAt);
