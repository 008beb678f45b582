using ApiKeyAuth.LocalService.Analytics;
using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Testing;
using ApiKeyAuth.LocalService.Verification;

namespace ApiKeyAuth.LocalService;

/// <summary>The state that all calls share: stored rows, counts, the clock and the limit on calls of the workspace.</summary>
internal sealed class Workspace(ShiftedClock clock, long? requestsPerMinute, Store store, VerificationLog? log) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public Store Store { get; } = store;

    /// <summary>The recorded verifications; null if they are not recorded.</summary>
    public VerificationLog? Log { get; } = log;

    /// <summary>The credits that verifications were charged since the service started.</summary>
    public ChargeCounts Charges { get; } = new();

    public RateLimiter Limiter { get; } = new();

    public long? RequestsPerMinute { get; } = requestsPerMinute;

    public ShiftedClock Clock => clock;

    /// <summary>Cancelled when the service stops, which does not wait for delays and queries.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public DateTimeOffset Now => clock.GetUtcNow();

    public void Record(VerificationRow verified)
    {
        Charges.Add(verified.KeyId, verified.ChargedCredits);
        Log?.Add(verified);
    }

    public long Timestamp => clock.GetTimestamp();

    public TimeSpan Since(long timestamp) => clock.GetElapsedTime(timestamp);

    /// <exception cref="IOException">A data file cannot be used; the message says why.</exception>
    public static Workspace Open(LocalKeyServiceOptions options)
    {
        var store = new Store(options.DataFile);
        try
        {
            return new Workspace(new ShiftedClock(options.TimeProvider), options.WorkspaceRequestsPerMinute, store, options.OpenLog());
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public Task StopAsync() => _stopping.CancelAsync();

    public void Dispose()
    {
        Store.Dispose();
        Log?.Dispose();
    }
}
