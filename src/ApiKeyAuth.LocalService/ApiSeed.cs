namespace ApiKeyAuth.LocalService;

/// <summary>Describes an API to add to a <see cref="LocalKeyService"/>.</summary>
public sealed class ApiSeed
{
    /// <summary>Gets or sets the name of the API. Several APIs may have the same name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets or sets the id of the API. The default is null: an id is generated.</summary>
    public string? ApiId { get; init; }

    /// <summary>
    /// Gets or sets the id of the API's keyspace, 1 to 100 characters; no other API may have it. The default is null: the id of the API
    /// with
    /// <c>ks_</c> in place of <c>api_</c>, or a generated one where that is taken or too long.
    /// </summary>
    public string? KeyspaceId { get; init; }

    /// <summary>
    /// Gets or sets the IP addresses from which keys of this API are accepted, compared as exact strings; from other addresses
    /// verifications
    /// return FORBIDDEN. The default is empty: all addresses are accepted.
    /// </summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>Gets or sets the prefix of generated keys that specify none. The default is null: no prefix.</summary>
    public string? DefaultPrefix { get; init; }

    /// <summary>Gets or sets the length in bytes, 16 to 255, of generated keys that specify none. The default is null: 16 bytes.</summary>
    public int? DefaultByteLength { get; init; }

    /// <summary>Gets or sets whether <c>apis.deleteApi</c> fails with 412 for this API. The default is false.</summary>
    public bool DeleteProtection { get; init; }
}
