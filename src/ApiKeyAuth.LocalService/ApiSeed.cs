namespace ApiKeyAuth.LocalService;

/// <summary>What an API of a <see cref="LocalKeyService"/> is to be.</summary>
public sealed class ApiSeed
{
    /// <summary>The name of the API; names may repeat.</summary>
    public required string Name { get; init; }

    /// <summary>The id. Default: null, which generates one.</summary>
    public string? ApiId { get; init; }

    /// <summary>
    /// Gets or sets the id of the API's keyspace, 1 to 100 characters; no other API may have it. The default is null: the id of the API with
    /// <c>ks_</c> in place of <c>api_</c>, or a generated one where that is taken or too long.
    /// </summary>
    public string? KeyspaceId { get; init; }

    /// <summary>
    /// The addresses whose verifications are answered, compared as exact strings; any other caller gets FORBIDDEN. Default: none,
    /// which lets everybody.
    /// </summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>The prefix of keys that name none. Default: null, no prefix.</summary>
    public string? DefaultPrefix { get; init; }

    /// <summary>The length in bytes of keys that name none. Default: null, 16 bytes.</summary>
    public int? DefaultByteLength { get; init; }

    /// <summary>Whether <c>apis.deleteApi</c> is refused. Default: false.</summary>
    public bool DeleteProtection { get; init; }
}
