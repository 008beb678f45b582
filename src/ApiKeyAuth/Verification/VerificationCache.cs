using BitFaster.Caching.Lru;

namespace ApiKeyAuth;

/// <summary>
/// What may be used again of the answers about keys: facts, not verdicts; permission queries are evaluated at each use. Keys that exist
/// and keys that do not are kept apart, so that nobody can push valid keys out with invented ones.
/// </summary>
internal sealed class VerificationCache
{
    private static readonly TimeSpan MeteredMemory = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(2);
    private static readonly VerificationResult NotFound = new(VerificationOutcome.NotFound);

    // The smallest that the cache can be.
    private const int MinCapacity = 3;

    private readonly ConcurrentLru<KeyHash, CacheEntry>? _known;
    private readonly ConcurrentLru<KeyHash, CacheEntry>? _unknown;
    private readonly RejectedKeyIds? _refused;
    private readonly ReleaseQueue _limited;
    private readonly Lock[] _stripes = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private readonly CacheSettings _settings;
    private readonly EvictionStamps _evictions;
    private readonly TimeProvider _time;

    public VerificationCache(CacheSettings settings, EvictionStamps evictions, TimeProvider time)
    {
        (_settings, _evictions, _time) = (settings, evictions, time);
        _known = settings.Capacity > 0 ? Create(settings.Capacity) : null;
        _unknown = settings.UnknownCapacity > 0 ? Create(settings.UnknownCapacity) : null;
        _limited = new ReleaseQueue(settings.Capacity, time, ReleaseLimited);
        _refused = settings.IsByAddress && settings.Capacity > 0 ? new RejectedKeyIds(Math.Max(settings.Capacity, MinCapacity)) : null;

        static ConcurrentLru<KeyHash, CacheEntry> Create(int capacity) =>
            new(Environment.ProcessorCount, Math.Max(capacity, MinCapacity), EqualityComparer<KeyHash>.Default);
    }

    /// <summary>Whether one caller's answer may serve another at all.</summary>
    public bool IsEnabled => _settings.IsEnabled;

    /// <summary>The verdict for a plan, where it can be told without asking.</summary>
    public VerificationResult? Find(in KeyHash key, VerificationRequirements requirements) => Remembered(key, requirements) is { } answer ? Reuse(answer, requirements) : null;

    /// <summary>The same with what it is told from, for those who wait for an answer about the key.</summary>
    public SharedVerification? FindShared(in KeyHash key, VerificationRequirements requirements) =>
        Remembered(key, requirements) is { } answer && Reuse(answer, requirements) is { } result ? new SharedVerification(new VerificationResponse(result), answer) : null;

    /// <summary>The verdict for a plan while the service gives no answer, where the app allows that.</summary>
    public VerificationResult? FindStale(in KeyHash key, VerificationRequirements requirements) =>
        requirements.IsReusable
        && _known is not null && _known.TryGet(key, out var known)
        && known.Stale is { Key: { } verifiedKey } stale
        && Counts(known)
        && _time.GetElapsedTime(known.BeganAt) < _settings.StaleDuration
        && !(verifiedKey.Expires <= _time.GetUtcNow())
            ? Evaluate(stale, verifiedKey, requirements)
            : null;

    /// <summary>Whether every verification of the key spends something, so that nobody gains by waiting for another caller's answer.</summary>
    public bool IsMetered(in KeyHash key) => _known is not null && _known.TryGet(key, out var known) && IsMetered(known);

    /// <summary>
    /// Keeps a live answer in place of what was known of the key, unless the call for that began later.
    /// </summary>
    /// <returns>What of it serves other callers.</returns>
    public CacheEntry? Keep(in KeyHash key, VerificationResponse answer, VerificationRequirements requirements, long began, long beganAt)
    {
        if (answer.IsFailure)
        {
            return null;
        }

        if (answer is { KeyId: { Length: <= DetailsSize.MaxKeyIdLength } rejected, Result: { Key: null, Outcome: not VerificationOutcome.Forbidden } })
        {
            _refused?.Add(rejected, began);
        }

        lock (StripeOf(key))
        {
            var current = _known is not null && _known.TryGet(key, out var known) ? known : null;
            var unknown = _unknown is not null && _unknown.TryGet(key, out var found) ? found : null;
            if (current?.Began > began || unknown?.Began > began)
            {
                return null;
            }

            var kept = ToKeep(key, answer, requirements, current, began, beganAt);
            if (_known is null || (answer.Result.Outcome == VerificationOutcome.NotFound && current is null))
            {
                // Where no facts are kept, this one only says that there was a newer answer.
                _unknown?.AddOrUpdate(key, kept);
                return kept;
            }

            _known.AddOrUpdate(key, kept);
            if (unknown is not null)
            {
                _unknown!.TryRemove(key);
            }

            return kept;
        }
    }

    /// <summary>The verdict that an answer gives to a plan of another caller.</summary>
    public VerificationResult? Reuse(CacheEntry answer, VerificationRequirements requirements)
    {
        if (answer.Limited is { } limited)
        {
            return limited.Plan.CountsAs(requirements) && _time.GetElapsedTime(limited.AnsweredAt) < limited.For
                ? Evaluate(limited.ErrorResponse, limited.VerifiedKey, requirements)
                : null;
        }

        var age = _time.GetElapsedTime(answer.BeganAt);
        if (answer.IsNotFound)
        {
            return requirements.IsReusable && age < _settings.UnknownDuration ? NotFound : null;
        }

        return requirements.IsReusable && answer.Fresh is { Key: { } verifiedKey } fresh && age < _settings.Duration && !ExpiresSoon(verifiedKey)
            ? Evaluate(fresh, verifiedKey, requirements)
            : null;
    }

    private CacheEntry? Remembered(in KeyHash key, VerificationRequirements requirements)
    {
        if (requirements.RequiresUncached)
        {
            return null;
        }

        if (_known is not null && _known.TryGet(key, out var known))
        {
            return Counts(known) ? known : null;
        }

        return _unknown is not null && requirements.IsReusable && _unknown.TryGet(key, out var unknown) && _evictions.Counts(null, unknown.Began)
            ? unknown
            : null;
    }

    private CacheEntry ToKeep(in KeyHash key, VerificationResponse answer, VerificationRequirements requirements, CacheEntry? current, long began, long beganAt)
    {
        var keyId = answer.KeyId is { Length: <= DetailsSize.MaxKeyIdLength } id ? id : current?.KeyId;
        var mayKeep = _evictions.MayKeep(keyId);
        var meteredAt = MeteredAt(answer, current);
        var unconfirmedAt = UnconfirmedAt(answer, current);
        var verifiedKey = answer.Result.Key;
        var keepsDetails = verifiedKey is not null && meteredAt is null && answer.IsStorable && _known is not null && mayKeep
            && !(unconfirmedAt is { } at && _time.GetElapsedTime(at) >= _settings.Duration);
        return new CacheEntry
        {
            Began = began,
            BeganAt = beganAt,
            KeyId = keyId,
            MeteredAt = meteredAt,
            UnconfirmedAt = unconfirmedAt,
            IsNotFound = answer.Result.Outcome == VerificationOutcome.NotFound && _unknown is not null && mayKeep,
            Fresh = keepsDetails && _settings.IsEnabled ? answer.Result with { Key = verifiedKey!.AsCached(isStale: false) } : null,
            Stale = keepsDetails && _settings.StaleDuration > TimeSpan.Zero ? answer.Result with { Key = verifiedKey!.AsCached(isStale: true) } : null,
            Limited = mayKeep ? RateLimitedEntry(key, answer, requirements, began) : null,
        };
    }

    /// <summary>A response that may hide limits of the key does not say that it has none, so it does not let the mark run out.</summary>
    private long? MeteredAt(VerificationResponse answer, CacheEntry? current)
    {
        var wasMetered = current is not null && IsMetered(current);
        return answer.IsMetered || (wasMetered && answer.MayHideLimits) ? _time.GetTimestamp() : wasMetered ? current!.MeteredAt : null;
    }

    /// <summary>Responses that may hide limits of the key must not keep its details alive without end.</summary>
    private long? UnconfirmedAt(VerificationResponse answer, CacheEntry? current) => !answer.MayHideLimits ? null
        : current?.UnconfirmedAt is { } since && _time.GetElapsedTime(since) < MeteredMemory ? since
        : _time.GetTimestamp();

    private RateLimitedEntry? RateLimitedEntry(in KeyHash key, VerificationResponse answer, VerificationRequirements requirements, long began)
    {
        // Without details the permission query, which comes first, could not be judged.
        if (answer is not { LimitedFor: { } limitedFor, VerifiedKey: { } verifiedKey, IsStorable: true } || limitedFor <= TimeSpan.Zero
            || _settings.LimitedDuration <= TimeSpan.Zero || _known is null)
        {
            return null;
        }

        var bound = limitedFor < _settings.LimitedDuration ? limitedFor : _settings.LimitedDuration;
        return _limited.TryAdd(key, began, bound)
            ? new RateLimitedEntry(
                verifiedKey.AsCached(isStale: false), answer.Result with { RateLimits = [] }, requirements.Counted(), bound, _time.GetTimestamp())
            : null;
    }

    private void ReleaseLimited(KeyHash key, long began)
    {
        lock (StripeOf(key))
        {
            if (_known!.TryGet(key, out var known) && known.Began == began && known.Limited is not null)
            {
                _known.AddOrUpdate(key, known.WithoutLimited());
            }
        }
    }

    private Lock StripeOf(in KeyHash key) => _stripes[(uint)key.GetHashCode() % (uint)_stripes.Length];

    private bool Counts(CacheEntry known) =>
        _evictions.Counts(known.KeyId, known.Began) && _refused?.Since(known.KeyId, known.Began) != true;

    private static VerificationResult Evaluate(VerificationResult result, ApiKeyInfo verifiedKey, VerificationRequirements requirements) =>
        requirements.Query is null || verifiedKey.Satisfies(requirements.Query)
            ? result
            : new VerificationResult(VerificationOutcome.InsufficientPermissions) { Scope = requirements.Scope };

    private bool IsMetered(CacheEntry answer) => answer.MeteredAt is { } at && _time.GetElapsedTime(at) < MeteredMemory;

    /// <summary>Clocks differ: the last two seconds of a key are the service's to judge.</summary>
    private bool ExpiresSoon(ApiKeyInfo verifiedKey) => verifiedKey.Expires is { } expires && expires <= _time.GetUtcNow() + ClockSkew;
}
