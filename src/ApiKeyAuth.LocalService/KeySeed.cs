namespace ApiKeyAuth.LocalService;

/// <summary>
/// What a key of a <see cref="LocalKeyService"/> is to be: everything that <c>keys.createKey</c> can set, and fixed texts.
/// </summary>
public sealed class KeySeed
{
    /// <summary>The id of the API that the key belongs to.</summary>
    public required string ApiId { get; init; }

    /// <summary>The text of the key. Default: null, which generates one.</summary>
    public string? Key { get; init; }

    /// <summary>The id of the key. Default: null, which generates one.</summary>
    public string? KeyId { get; init; }

    /// <summary>The prefix of a generated key. Default: null, that of the API.</summary>
    public string? Prefix { get; init; }

    /// <summary>The length of a generated key in bytes. Default: null, that of the API.</summary>
    public int? ByteLength { get; init; }

    /// <summary>The name. Default: null, none.</summary>
    public string? Name { get; init; }

    /// <summary>The external id of the identity that the key belongs to; it is created if missing. Default: null, none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Metadata: a JSON object, as text. Default: null, none.</summary>
    public string? Meta { get; init; }

    /// <summary>The names of the key's roles; missing ones are created. Default: none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Permissions to give to roles, by role name; the key gets these roles too. Default: none.</summary>
    public IDictionary<string, string[]> RolePermissions { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The slugs of the permissions that the key holds directly; missing ones are created. Default: none.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>When the key expires, to the millisecond. Default: null, never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether the key is enabled. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The balance. Default: null, no limit.</summary>
    public long? Credits { get; init; }

    /// <summary>When the balance is refilled. Default: null, never.</summary>
    public LocalRefill? Refill { get; init; }

    /// <summary>The rate limits of the key. Default: none.</summary>
    public IReadOnlyList<LocalRateLimit> RateLimits { get; init; } = [];
}
