using System.Text.Json;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>The limits that a verification evaluates: automatic limits, and limits of the request.</summary>
internal sealed class RequestedRateLimits
{
    private readonly List<RequestedRateLimit> _limits;

    private RequestedRateLimits(List<RequestedRateLimit> limits) => _limits = limits;

    /// <summary>An entry of the request replaces the automatic limit with its name. Of repeated names the last one is used.</summary>
    public static RequestedRateLimits For(Key key, Identity? identity, JsonElement? requested)
    {
        var stored = StoredLimits.Of(key, identity);
        if (requested is null)
        {
            return new RequestedRateLimits([.. stored.Values.Where(limit => limit.Limit.AutoApply)]);
        }

        var entries = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var entry in requested.Value.EnumerateArray())
        {
            entries[entry.Text("name")] = entry;
        }

        var automatic = stored.Values.Where(limit => limit.Limit.AutoApply && !entries.ContainsKey(limit.Limit.Name));
        return new RequestedRateLimits([.. automatic, .. entries.Select(entry => Named(entry.Key, entry.Value, stored, key))]);
    }

    /// <summary>
    /// Evaluates the limits, and consumes the cost if all of them pass. Returns null if no limit was evaluated: there is none, or one is
    /// unusable, in which case the real service skips all limits of the call.
    /// </summary>
    public List<CheckedLimitData>? Evaluate(RateLimiter limiter, long now)
    {
        if (_limits.Count == 0 || _limits.Exists(limit => limit.IsUnusable))
        {
            return null;
        }

        var results = limiter.Decide([.. _limits.Select(limit => limit.ToCheck())], now);
        return [.. _limits.Select((limit, i) => limit.ToData(results[i]))];
    }

    private static RequestedRateLimit Named(string name, JsonElement entry, Dictionary<string, RequestedRateLimit> stored, Key key)
    {
        var cost = entry.OptionalInteger("cost") ?? 1;
        if (entry.OptionalInteger("limit") is { } limit && entry.OptionalInteger("duration") is { } duration)
        {
            return RequestedRateLimit.Inline(name, limit, duration, cost, key.Id);
        }

        return stored.TryGetValue(name, out var known)
            ? known with { Cost = cost }
            : throw new ErrorResponseException(
                ErrorType.PreconditionFailed, $"Neither the key {key.Id} nor its identity has a rate limit called {name}.");
    }
}
