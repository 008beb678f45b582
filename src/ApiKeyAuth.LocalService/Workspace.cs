using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService;

/// <summary>What all calls share: the stored state, the counts, the clock.</summary>
internal sealed class Workspace(TimeProvider clock)
{
    public Store Store { get; } = new();

    public RateLimiter Limiter { get; } = new();

    public DateTimeOffset Now => clock.GetUtcNow();
}
