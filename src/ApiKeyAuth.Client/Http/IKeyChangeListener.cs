namespace ApiKeyAuth.Client;

/// <summary>Is notified of calls that change keys, to evict them from the caches.</summary>
internal interface IKeyChangeListener
{
    /// <summary>A call is about to be sent, or has ended with any outcome.</summary>
    void OnChange(Uri service, string? keyId);

    /// <summary>A key no longer exists.</summary>
    void OnDeleted(Uri service, string keyId);
}
