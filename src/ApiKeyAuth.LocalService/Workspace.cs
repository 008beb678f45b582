using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService;

/// <summary>What all calls share: the stored state, the counts, the clock, and the limit on calls as such.</summary>
internal sealed class Workspace(TimeProvider clock, long? requestsPerMinute)
{
    public Store Store { get; } = new();

    public RateLimiter Limiter { get; } = new();

    public long? RequestsPerMinute { get; } = requestsPerMinute;

    public DateTimeOffset Now => clock.GetUtcNow();
}
