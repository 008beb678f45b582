namespace ApiKeyAuth;

/// <summary>
/// What API key schemes remember of keys. Changes through the client of the same app are noticed; tell of those that you learn of elsewhere.
/// </summary>
public interface IApiKeyCache
{
    /// <summary>
    /// Forgets a key in every scheme: the next request with it is verified, calls under way at this moment do not count, and nothing is
    /// remembered of it for the next 30 s, while nodes of the service may still show its old state.
    /// </summary>
    /// <param name="keyId">The id of the key (<c>key_…</c>).</param>
    /// <returns>A task that ends when the key is forgotten.</returns>
    ValueTask EvictAsync(string keyId);

    /// <summary>Forgets all keys in every scheme, as <see cref="EvictAsync"/> does one.</summary>
    /// <returns>A task that ends when the keys are forgotten.</returns>
    ValueTask EvictAllAsync();
}
