namespace ApiKeyAuth.LocalService;

/// <summary>
/// Describes a key to add to a <see cref="LocalKeyService"/>: everything that <c>keys.createKey</c> can set, and a fixed text and id.
/// </summary>
public sealed class KeySeed
{
    /// <summary>Gets or sets the id of the API that the key belongs to.</summary>
    public required string ApiId { get; init; }

    /// <summary>Gets or sets the text of the key. The default is null: a text is generated.</summary>
    public string? Key { get; init; }

    /// <summary>Gets or sets the id of the key. The default is null: an id is generated.</summary>
    public string? KeyId { get; init; }

    /// <summary>Gets or sets the prefix of a generated key. The default is null: the prefix of the API.</summary>
    public string? Prefix { get; init; }

    /// <summary>Gets or sets the length of a generated key in bytes, 16 to 255. The default is null: the length of the API.</summary>
    public int? ByteLength { get; init; }

    /// <summary>Gets or sets the name. The default is null: no name.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Gets or sets the external id of the key's identity, which is created if it is missing. The default is null: no identity.
    /// </summary>
    public string? ExternalId { get; init; }

    /// <summary>Gets or sets the metadata, the text of a JSON object. The default is null: no metadata.</summary>
    public string? Meta { get; init; }

    /// <summary>Gets or sets the names of the key's roles. Missing roles are created. The default is empty.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Gets or sets the permissions to add to roles, by role name. The key gets these roles, too. The default is empty.</summary>
    public IDictionary<string, string[]> RolePermissions { get; init; } = new Dictionary<string, string[]>();

    /// <summary>
    /// Gets or sets the slugs of the permissions that the key holds directly. Missing permissions are created. The default is empty.
    /// </summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>Gets or sets when the key expires, to the millisecond. The default is null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Gets or sets whether the key is enabled. The default is true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Gets or sets the number of credits. The default is null: the key is not metered.</summary>
    public long? Credits { get; init; }

    /// <summary>Gets or sets when the credits are refilled. The default is null: never.</summary>
    public LocalRefill? Refill { get; init; }

    /// <summary>Gets or sets the rate limits of the key. The default is empty.</summary>
    public IReadOnlyList<LocalRateLimit> RateLimits { get; init; } = [];
}
