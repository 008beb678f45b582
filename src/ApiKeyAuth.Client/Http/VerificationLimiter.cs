using System.Threading.RateLimiting;

namespace ApiKeyAuth.Client;

/// <summary>
/// Bounds the verifications that run at once. Keys that were not accepted before get three quarters of them, and of the queue: callers
/// that send invented keys to a slow service must not block the others.
/// </summary>
/// <param name="maxConcurrency">The maximum number of concurrent verifications.</param>
/// <param name="maxWaiting">The maximum number of waiting verifications.</param>
internal sealed class VerificationLimiter(int maxConcurrency, int maxWaiting)
{
    public const int DefaultMaxConcurrency = 1000;
    public const int DefaultMaxWaiting = 20_000;

    private readonly ConcurrencyLimiter _all = Create(maxConcurrency, maxWaiting);
    private readonly ConcurrencyLimiter _newKeys = Create(Math.Max(1, ShareOf(maxConcurrency)), maxWaiting);
    private int _waiting;

    /// <returns>A lease that is not acquired where too many wait already.</returns>
    public async ValueTask<RateLimitLease> AcquireAsync(bool isOfAcceptedKey, CancellationToken cancellationToken)
    {
        if (AttemptAcquire(isOfAcceptedKey) is { } lease)
        {
            return lease;
        }

        try
        {
            return Interlocked.Increment(ref _waiting) > (isOfAcceptedKey ? maxWaiting : ShareOf(maxWaiting))
                ? new Lease(share: null, permit: null)
                : await WaitAsync(isOfAcceptedKey, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private static int ShareOf(int all) => (int)(all * 3L / 4);

    private Lease? AttemptAcquire(bool isOfAcceptedKey)
    {
        var share = isOfAcceptedKey ? null : _newKeys.AttemptAcquire();
        if (share is { IsAcquired: false })
        {
            return null;
        }

        var permit = _all.AttemptAcquire();
        if (permit.IsAcquired)
        {
            return new Lease(share, permit);
        }

        share?.Dispose();
        return null;
    }

    private async ValueTask<Lease> WaitAsync(bool isOfAcceptedKey, CancellationToken cancellationToken)
    {
        var share = isOfAcceptedKey ? null : await _newKeys.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        try
        {
            return new Lease(share, await _all.AcquireAsync(1, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            share?.Dispose();
            throw;
        }
    }

    // The queue is bounded by the count of those who wait, which is over both limiters: neither of them is ever full.
    private static ConcurrencyLimiter Create(int permits, int queue) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = permits,
        QueueLimit = queue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private sealed class Lease(RateLimitLease? share, RateLimitLease? permit) : RateLimitLease
    {
        public override bool IsAcquired => permit is { IsAcquired: true };

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            permit?.Dispose();
            share?.Dispose();
            base.Dispose(disposing);
        }
    }
}
