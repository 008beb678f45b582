namespace ApiKeyAuth;

/// <summary>One live answer of the service about a key.</summary>
/// <param name="Result">What it means for the request that asked.</param>
internal sealed record VerificationResponse(VerificationResult Result)
{
    /// <summary>The id of the key, of refused ones too.</summary>
    public string? KeyId { get; init; }

    /// <summary>What a refused key may do: for callers whose permission query comes before the refusal.</summary>
    public ApiKeyInfo? VerifiedKey { get; init; }

    /// <summary>Whether verifying this key spends something: an answer about it must not be used twice.</summary>
    public bool IsMetered { get; init; }

    /// <summary>Whether a later caller may be served from this answer, as far as the answer goes.</summary>
    public bool IsStorable { get; init; }

    /// <summary>
    /// Whether a limit that the endpoint brought along may have taken the place of one of the key's own: the service shows one limit of
    /// a name, and such a one as the endpoint's. The key may then be metered although the response does not show it.
    /// </summary>
    public bool MayHideLimits { get; init; }

    /// <summary>How long an exceeded limit stays exceeded for certain.</summary>
    public TimeSpan? LimitedFor { get; init; }

    /// <summary>Whether the answer says nothing of the key that could be remembered.</summary>
    public bool IsFailure =>
        Result.Outcome is VerificationOutcome.Unavailable or VerificationOutcome.Misconfigured or VerificationOutcome.RateLimitNotAssigned;
}
