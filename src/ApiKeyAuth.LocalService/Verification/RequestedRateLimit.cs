using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>A limit that a verification evaluates, and the cost of the call.</summary>
internal sealed record RequestedRateLimit(RateLimit Limit, CounterId Counter, long Cost)
{
    private const int ShortestDuration = 1000;

    /// <summary>
    /// Whether the limiter cannot evaluate the limit. This applies only to limits of a request, as stored limits are validated.
    /// </summary>
    public bool IsUnusable => Limit.Limit < 1 || Limit.Duration < ShortestDuration;

    public static RequestedRateLimit Stored(RateLimit limit, CounterKind kind, string subject) =>
        new(limit, new CounterId(kind, limit.Name, subject, limit.Duration), Cost: 1);

    /// <summary>Returns a limit that the request defines. It has no id, and its count always belongs to the key.</summary>
    public static RequestedRateLimit Inline(string name, long limit, long duration, long cost, string keyId) =>
        Stored(new RateLimit(string.Empty, name, limit, duration, AutoApply: false), CounterKind.Key, keyId) with { Cost = cost };

    public LimitCheck ToCheck() => new(Counter, Limit.Limit, Cost);

    public CheckedLimitData ToData(LimitResult result) => new(
        Limit.Id, Limit.Name, Limit.Limit, Limit.Duration, result.Reset, result.Remaining, Exceeded: !result.Passed, Limit.AutoApply);
}
