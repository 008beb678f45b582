using BitFaster.Caching.Lru;

namespace ApiKeyAuth;

/// <summary>
/// Keys that the service refused, for where a key has an entry for each address that it is sent from: the answer takes the place of one of
/// them, and must end the others.
/// </summary>
internal sealed class RejectedKeyIds(int capacity)
{
    private readonly ConcurrentLru<string, long> _refused = new(1, capacity, StringComparer.Ordinal);
    private readonly Lock _adding = new();

    /// <param name="keyId">The key.</param>
    /// <param name="began">The place in the order of all calls at which the one that was refused began.</param>
    public void Add(string keyId, long began)
    {
        lock (_adding)
        {
            if (!_refused.TryGet(keyId, out var other) || other < began)
            {
                _refused.AddOrUpdate(keyId, began);
            }
        }
    }

    /// <summary>Whether the key was refused in answer to a later call than this one.</summary>
    public bool Since(string? keyId, long began) => keyId is not null && _refused.TryGet(keyId, out var rejected) && rejected > began;
}
