using ApiKeyAuth.Client;

namespace ApiKeyAuth;

/// <summary>What is known of a key after it was looked at. Expected refusals are verdicts, never exceptions.</summary>
internal sealed record VerificationResult(VerificationOutcome Outcome)
{
    private Task<VerificationResult>? _task;

    public static readonly VerificationResult LacksPermission = new(VerificationOutcome.InsufficientPermissions);
    public static readonly VerificationResult Malformed = new(VerificationOutcome.Malformed);
    public static readonly VerificationResult Misconfigured = new(VerificationOutcome.Misconfigured);
    public static readonly VerificationResult Rejected = new(VerificationOutcome.Rejected);

    /// <summary>Nothing is known of a credential because its authentication ended without a result: it was cancelled, or threw.</summary>
    public static readonly VerificationResult Unfinished = new(VerificationOutcome.Unavailable);
    public static readonly VerificationResult Token = new(VerificationOutcome.Token);

    /// <summary>A copy is another verdict, with a task of its own.</summary>
    private VerificationResult(VerificationResult other)
    {
        (Outcome, Key, RequestId, Scope) = (other.Outcome, other.Key, other.RequestId, other.Scope);
        (Reset, RetryAfter, HasNoResponse) = (other.Reset, other.RetryAfter, other.HasNoResponse);
        (RateLimits, ExceededLimits, Credits) = (other.RateLimits, other.ExceededLimits, other.Credits);
    }

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

    /// <summary>Whether the service did not answer at all, or only to say that it cannot: what stale facts may stand in for.</summary>
    public bool HasNoResponse { get; init; }

    /// <summary>The rate limits that a live refusal looked at.</summary>
    public IReadOnlyList<VerifiedRateLimit> RateLimits { get; init; } = [];

    /// <summary>The names of the rate limits that a RATE_LIMITED key has exceeded.</summary>
    public IReadOnlyList<string> ExceededLimits { get; init; } = [];

    /// <summary>The credits that a live refusal left.</summary>
    public long? Credits { get; init; }

    /// <summary>The verdict as a task that has ended: one that is remembered is told many times.</summary>
    public Task<VerificationResult> AsTask() => _task ??= Task.FromResult(this);
}
