namespace ApiKeyAuth.Client;

/// <summary>Hears of calls that change keys, so that nothing is remembered of them.</summary>
internal interface IKeyChangeListener
{
    /// <summary>A call is about to be made, or has ended, well or not: it may have happened.</summary>
    void OnChange(Uri service, string? keyId);

    /// <summary>A key is gone for certain.</summary>
    void OnDeleted(Uri service, string keyId);
}
