using System.Collections.Concurrent;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>How many credits verifications have spent, by key.</summary>
internal sealed class SpentCredits
{
    private readonly ConcurrentDictionary<string, long> _byKey = new(StringComparer.Ordinal);

    public long Of(string keyId) => _byKey.GetValueOrDefault(keyId);

    public IReadOnlyDictionary<string, long> All => new SortedDictionary<string, long>(_byKey, StringComparer.Ordinal);

    public void Add(string keyId, long credits)
    {
        if (credits > 0)
        {
            _byKey.AddOrUpdate(keyId, credits, (_, spent) => spent + credits);
        }
    }
}
