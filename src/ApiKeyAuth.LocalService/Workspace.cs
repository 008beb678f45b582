using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService;

/// <summary>What all calls share: the stored state, the counts, the clock, and the limit on calls as such.</summary>
internal sealed class Workspace(TimeProvider clock, long? requestsPerMinute, Store store)
{
    public Store Store { get; } = store;

    public RateLimiter Limiter { get; } = new();

    public long? RequestsPerMinute { get; } = requestsPerMinute;

    public DateTimeOffset Now => clock.GetUtcNow();
}
