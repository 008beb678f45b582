namespace ApiKeyAuth;

/// <summary>
/// Evicts keys from the caches of all API key schemes. Changes through the key service client of the same app evict by themselves; call
/// this for changes that are made elsewhere.
/// </summary>
public interface IApiKeyCache
{
    /// <summary>
    /// Evicts a key from every scheme: the next request with it is verified, and results of verifications in progress are not cached. For
    /// 30 s after that nothing is cached for the key, since nodes of the key service may still return its old state.
    /// </summary>
    /// <param name="keyId">The id of the key (<c>key_…</c>).</param>
    /// <returns>A task that completes when the key is evicted.</returns>
    ValueTask EvictAsync(string keyId);

    /// <summary>Evicts all keys from every scheme, with the same effects as <see cref="EvictAsync"/> for one key.</summary>
    /// <returns>A task that completes when the keys are evicted.</returns>
    ValueTask EvictAllAsync();
}
