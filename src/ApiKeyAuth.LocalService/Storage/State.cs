using System.Collections.Immutable;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>The whole state of the service at one time. It is immutable, so readers need no lock and never see a partial change.</summary>
internal sealed record State
{
    private static readonly ImmutableDictionary<string, string> Exact = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
    private static readonly ImmutableDictionary<string, string> Collated = ImmutableDictionary.Create<string, string>(Collation.Instance);

    private static readonly ImmutableDictionary<string, ImmutableSortedSet<string>> Groups =
        ImmutableDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal);

    public Table<Api> Apis { get; init; } = Table<Api>.Empty;

    /// <summary>API ids by keyspace id, including deleted APIs, so that keyspace ids are not reused.</summary>
    public ImmutableDictionary<string, string> ApiIdsByKeyspace { get; init; } = Exact;

    public Table<Key> Keys { get; init; } = Table<Key>.Empty;

    public Table<Identity> Identities { get; init; } = Table<Identity>.Empty;

    public Table<Permission> Permissions { get; init; } = Table<Permission>.Empty;

    public Table<Role> Roles { get; init; } = Table<Role>.Empty;

    public Table<Namespace> Namespaces { get; init; } = Table<Namespace>.Empty;

    public Table<Override> Overrides { get; init; } = Table<Override>.Empty;

    public Table<Migration> Migrations { get; init; } = Table<Migration>.Empty;

    /// <summary>Root keys by hash.</summary>
    public ImmutableDictionary<string, RootKey> RootKeys { get; init; } =
        ImmutableDictionary.Create<string, RootKey>(StringComparer.Ordinal);

    /// <summary>Key ids by hash, including soft-deleted keys, whose hashes cannot be reused.</summary>
    public ImmutableDictionary<string, string> KeyIdsByHash { get; init; } = Exact;

    public ImmutableDictionary<string, ImmutableSortedSet<string>> KeyIdsByApi { get; init; } = Groups;

    /// <summary>Ids of the identities that are not deleted.</summary>
    public ImmutableDictionary<string, string> IdentityIdsByExternalId { get; init; } = Exact;

    public ImmutableDictionary<string, string> PermissionIdsBySlug { get; init; } = Collated;

    public ImmutableDictionary<string, string> RoleIdsByName { get; init; } = Collated;

    public ImmutableDictionary<string, string> NamespaceIdsByName { get; init; } = Exact;

    public ImmutableDictionary<string, ImmutableSortedSet<string>> OverrideIdsByNamespace { get; init; } = Groups;

    /// <summary>Override ids by namespace id and identifier, including deleted overrides.</summary>
    public ImmutableDictionary<(string Namespace, string Identifier), string> OverrideIds { get; init; } =
        ImmutableDictionary<(string, string), string>.Empty;

    /// <summary>The last day for which refills were applied.</summary>
    public DateOnly RefilledOn { get; init; }
}
