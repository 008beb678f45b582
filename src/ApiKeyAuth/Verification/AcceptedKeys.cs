using BitFaster.Caching.Lru;

namespace ApiKeyAuth;

/// <summary>
/// Keys that this node has seen accepted, whatever of their details is cached. Verifications of other keys cannot take all that may run
/// at once. Survives new options.
/// </summary>
internal sealed class AcceptedKeys(int capacity)
{
    private const int MinCapacity = 10_000;

    private readonly ConcurrentLru<KeyHash, bool> _keys = new(
        Environment.ProcessorCount, Math.Max(capacity, MinCapacity), EqualityComparer<KeyHash>.Default);

    public bool Contains(in KeyHash key) => _keys.TryGet(key, out _);

    /// <summary>Notes the newest result of a key: a key that is rejected for itself is no longer among them.</summary>
    public void Note(in KeyHash key, VerificationOutcome kind)
    {
        switch (kind)
        {
            case VerificationOutcome.Valid when !Contains(key):
                _keys.AddOrUpdate(key, value: true);
                break;
            case VerificationOutcome.NotFound or VerificationOutcome.Disabled or VerificationOutcome.Expired:
                _keys.TryRemove(key);
                break;
        }
    }
}
