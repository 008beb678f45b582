using System.Collections.Immutable;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>Changes a copy of the state. It keeps rows and indexes consistent and records the changed rows.</summary>
internal sealed class Transaction(State state)
{
    public State State { get; private set; } = state;

    /// <summary>The rows to store.</summary>
    public List<RowId> Rows { get; } = [];

    public void Put(Api api) => Change(RowKind.Api, api.Id, State with
    {
        Apis = State.Apis.With(api),
        ApiIdsByKeyspace = State.ApiIdsByKeyspace.SetItem(api.KeyspaceId, api.Id),
    });

    public void Put(Migration migration) =>
        Change(RowKind.Migration, migration.Id, State with { Migrations = State.Migrations.With(migration) });

    public void Put(RootKey rootKey)
    {
        PutUnstored(rootKey);
        Rows.Add(new RowId(RowKind.RootKey, rootKey.Hash));
    }

    /// <summary>Adds a root key without storing it.</summary>
    public void PutUnstored(RootKey rootKey) => State = State with { RootKeys = State.RootKeys.SetItem(rootKey.Hash, rootKey) };

    public void Remove(RootKey rootKey) =>
        Change(RowKind.RootKey, rootKey.Hash, State with { RootKeys = State.RootKeys.Remove(rootKey.Hash) });

    public void Add(Key key)
    {
        Rows.Add(new RowId(RowKind.Balance, key.Id));
        Change(RowKind.Key, key.Id, State with
        {
            Keys = State.Keys.With(key),
            KeyIdsByHash = State.KeyIdsByHash.Add(key.Hash, key.Id),
            KeyIdsByApi = State.KeyIdsByApi.SetItem(key.ApiId, State.KeyIdsByApi.IdsOf(key.ApiId).Add(key.Id)),
        });
    }

    /// <summary>Replaces the key with the same id. The hash may change, the API may not.</summary>
    public void Update(Key key)
    {
        var before = State.Keys.Find(key.Id)!;
        Rows.Add(new RowId(RowKind.Balance, key.Id));
        Change(RowKind.Key, key.Id, State with
        {
            Keys = State.Keys.With(key),
            KeyIdsByHash = before.Hash == key.Hash
                ? State.KeyIdsByHash
                : State.KeyIdsByHash.Remove(before.Hash).Add(key.Hash, key.Id),
        });
    }

    /// <summary>Sets the credits of a key.</summary>
    public void SetBalance(Key key, long? remaining) =>
        Change(RowKind.Balance, key.Id, State with { Keys = State.Keys.With(key with { Remaining = remaining }) });

    public void Remove(Key key)
    {
        Rows.Add(new RowId(RowKind.Balance, key.Id));
        Change(RowKind.Key, key.Id, State with
        {
            Keys = State.Keys.Without(key.Id),
            KeyIdsByHash = State.KeyIdsByHash.Remove(key.Hash),
            KeyIdsByApi = State.KeyIdsByApi.SetItem(key.ApiId, State.KeyIdsByApi.IdsOf(key.ApiId).Remove(key.Id)),
        });
    }

    public void Put(Identity identity) => Change(RowKind.Identity, identity.Id, State with
    {
        Identities = State.Identities.With(identity),
        IdentityIdsByExternalId = IdentityIndex(identity),
    });

    public void Put(Permission permission) => Change(RowKind.Permission, permission.Id, State with
    {
        Permissions = State.Permissions.With(permission),
        PermissionIdsBySlug = State.PermissionIdsBySlug.SetItem(permission.Slug, permission.Id),
    });

    /// <summary>Keys and roles may still contain the id; it is not found any more and is never reused.</summary>
    public void Remove(Permission permission) => Change(RowKind.Permission, permission.Id, State with
    {
        Permissions = State.Permissions.Without(permission.Id),
        PermissionIdsBySlug = State.PermissionIdsBySlug.Remove(permission.Slug),
    });

    public void Put(Role role) => Change(RowKind.Role, role.Id, State with
    {
        Roles = State.Roles.With(role),
        RoleIdsByName = State.RoleIdsByName.SetItem(role.Name, role.Id),
    });

    /// <inheritdoc cref="Remove(Permission)"/>
    public void Remove(Role role) => Change(RowKind.Role, role.Id, State with
    {
        Roles = State.Roles.Without(role.Id),
        RoleIdsByName = State.RoleIdsByName.Remove(role.Name),
    });

    public void Put(Namespace @namespace) => Change(RowKind.Namespace, @namespace.Id, State with
    {
        Namespaces = State.Namespaces.With(@namespace),
        NamespaceIdsByName = State.NamespaceIdsByName.SetItem(@namespace.Name, @namespace.Id),
    });

    public void Put(Override @override) => Change(RowKind.Override, @override.Id, State with
    {
        Overrides = State.Overrides.With(@override),
        OverrideIdsByNamespace = State.OverrideIdsByNamespace.SetItem(
            @override.NamespaceId, State.OverrideIdsByNamespace.IdsOf(@override.NamespaceId).Add(@override.Id)),
        OverrideIds = State.OverrideIds.SetItem((@override.NamespaceId, @override.Identifier), @override.Id),
    });

    public void RefilledOn(DateOnly day) => Change(RowKind.RefillDay, string.Empty, State with { RefilledOn = day });

    /// <summary>The external id of a deleted identity may belong to another identity now.</summary>
    private ImmutableDictionary<string, string> IdentityIndex(Identity identity)
    {
        var index = State.IdentityIdsByExternalId;
        if (!identity.IsDeleted)
        {
            return index.SetItem(identity.ExternalId, identity.Id);
        }

        return index.GetValueOrDefault(identity.ExternalId) == identity.Id ? index.Remove(identity.ExternalId) : index;
    }

    private void Change(RowKind kind, string id, State changed)
    {
        State = changed;
        Rows.Add(new RowId(kind, id));
    }
}
