using ApiKeyAuth.LocalService.Analytics;
using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Testing;
using ApiKeyAuth.LocalService.Verification;

namespace ApiKeyAuth.LocalService;

/// <summary>What all calls share: the stored state, the counts, the clock, and the limit on calls as such.</summary>
internal sealed class Workspace(ShiftedClock clock, long? requestsPerMinute, Store store, VerificationLog? log) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public Store Store { get; } = store;

    /// <summary>The verifications that were made; null where they are not recorded.</summary>
    public VerificationLog? Log { get; } = log;

    /// <summary>The credits that verifications spent since the service started.</summary>
    public SpentCredits Spent { get; } = new();

    public RateLimiter Limiter { get; } = new();

    public long? RequestsPerMinute { get; } = requestsPerMinute;

    public ShiftedClock Clock => clock;

    /// <summary>Ends what would go on for long: a service that stops does not wait for it.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public DateTimeOffset Now => clock.GetUtcNow();

    public void Record(VerificationRow verified)
    {
        Spent.Add(verified.KeyId, verified.SpentCredits);
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
