using System.Collections.Concurrent;
using BitFaster.Caching.Lru;

namespace ApiKeyAuth;

/// <summary>
/// Which answers no longer count. An eviction is a stamp in the order of calls; an answer counts only if its call began after it, which is
/// checked at every read, so that calls on their way at the time are covered.
/// </summary>
internal sealed class EvictionStamps(TimeProvider time)
{
    private const int MaxKeys = 10_000;

    /// <summary>Nodes of the service show old states for a while; what they say then is not kept.</summary>
    private static readonly TimeSpan ServiceLag = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan DeletionMemory = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Stamp> _byKey = new(StringComparer.Ordinal);

    // One eviction at a time: no stamp is dropped uncovered, and none takes the place of a later one.
    private readonly Lock _evicting = new();
    private readonly ConcurrentLru<string, long> _deleted = new(1, MaxKeys, StringComparer.Ordinal);
    private Stamp? _all;
    private long _latest;

    /// <summary>The place of the latest eviction of any key: no request joins a call that began before it.</summary>
    public long Latest => Volatile.Read(ref _latest);

    public void Evict(string keyId)
    {
        lock (_evicting)
        {
            if (keyId.Length > DetailsSize.MaxKeyIdLength)
            {
                // Nothing is remembered under it. Calls under way are joined no longer.
                Volatile.Write(ref _latest, CallOrder.Next());
                return;
            }

            if (_byKey.Count >= MaxKeys && !_byKey.ContainsKey(keyId))
            {
                // Forgetting a stamp would bring answers back. One stamp for all keys covers those that are dropped.
                EvictAll();
                _byKey.Clear();
                return;
            }

            var stamp = NextStamp();
            _byKey[keyId] = stamp;
            Volatile.Write(ref _latest, stamp.Order);
        }
    }

    public void EvictAll()
    {
        lock (_evicting)
        {
            var stamp = NextStamp();
            Volatile.Write(ref _all, stamp);
            Volatile.Write(ref _latest, stamp.Order);
        }
    }

    /// <summary>A key that this app deleted stays deleted, whatever a lagging node says.</summary>
    public void MarkDeleted(string keyId)
    {
        if (keyId.Length <= DetailsSize.MaxKeyIdLength)
        {
            _deleted.AddOrUpdate(keyId, time.GetTimestamp());
        }
    }

    public bool IsDeleted(string? keyId) =>
        keyId is not null && _deleted.TryGet(keyId, out var at) && time.GetElapsedTime(at) < DeletionMemory;

    // The key's own stamp first: whoever misses one that is being dropped still finds the one for all keys, which is raised before.
    public bool Counts(string? keyId, long began) =>
        began > Latest || (!(StampOf(keyId)?.Order >= began) && !(Volatile.Read(ref _all)?.Order >= began));

    /// <summary>Whether an answer that comes now may be kept.</summary>
    public bool MayKeep(string? keyId) => Latest == 0 || (!IsRecent(StampOf(keyId)) && !IsRecent(Volatile.Read(ref _all)));

    private Stamp? StampOf(string? keyId) => keyId is not null && _byKey.TryGetValue(keyId, out var stamp) ? stamp : null;

    private bool IsRecent(Stamp? stamp) => stamp is not null && time.GetElapsedTime(stamp.At) < ServiceLag;

    private Stamp NextStamp() => new(CallOrder.Next(), time.GetTimestamp());

    private sealed record Stamp(long Order, long At);
}
