using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>The stored limits that apply to a key: its own, and those of its identity whose names its own limits do not use.</summary>
internal static class StoredLimits
{
    public static IEnumerable<RateLimit> NotHiddenBy(this Identity identity, Key key) =>
        identity.RateLimits.Where(shared => key.RateLimits.All(own => own.Name != shared.Name));

    public static Dictionary<string, RequestedRateLimit> Of(Key key, Identity? identity)
    {
        var limits = new Dictionary<string, RequestedRateLimit>(StringComparer.Ordinal);
        foreach (var limit in identity?.RateLimits ?? [])
        {
            limits[limit.Name] = RequestedRateLimit.Stored(limit, CounterKind.Identity, identity!.Id);
        }

        foreach (var limit in key.RateLimits)
        {
            limits[limit.Name] = RequestedRateLimit.Stored(limit, CounterKind.Key, key.Id);
        }

        return limits;
    }
}
