using System.Collections.Concurrent;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>Counts the credits that verifications were charged, by key. It only observes; <see cref="Storage.Credits"/> takes the credits.</summary>
internal sealed class ChargeCounts
{
    private readonly ConcurrentDictionary<string, long> _byKey = new(StringComparer.Ordinal);

    public long Of(string keyId) => _byKey.GetValueOrDefault(keyId);

    public IReadOnlyDictionary<string, long> All => new SortedDictionary<string, long>(_byKey, StringComparer.Ordinal);

    public void Add(string keyId, long credits)
    {
        if (credits > 0)
        {
            _byKey.AddOrUpdate(keyId, credits, (_, charged) => charged + credits);
        }
    }
}
