namespace ApiKeyAuth.LocalService.Storage;

/// <summary>A change in the making. It keeps rows and indexes in step.</summary>
internal sealed class Transaction(State state)
{
    public State State { get; private set; } = state;

    public void Put(Api api) => State = State with { Apis = State.Apis.With(api) };

    public void Put(Migration migration) => State = State with { Migrations = State.Migrations.With(migration) };

    public void Put(RootKey rootKey) => State = State with { RootKeys = State.RootKeys.SetItem(rootKey.Hash, rootKey) };

    public void Add(Key key) => State = State with
    {
        Keys = State.Keys.With(key),
        KeyIdsByHash = State.KeyIdsByHash.Add(key.Hash, key.Id),
        KeyIdsByApi = State.KeyIdsByApi.SetItem(key.ApiId, State.KeyIdsByApi.IdsOf(key.ApiId).Add(key.Id)),
    };

    /// <summary>Replaces a key by its id; the hash may change, the API does not.</summary>
    public void Update(Key key)
    {
        var before = State.Keys.Find(key.Id)!;
        State = State with
        {
            Keys = State.Keys.With(key),
            KeyIdsByHash = before.Hash == key.Hash
                ? State.KeyIdsByHash
                : State.KeyIdsByHash.Remove(before.Hash).Add(key.Hash, key.Id),
        };
    }

    public void Remove(Key key) => State = State with
    {
        Keys = State.Keys.Without(key.Id),
        KeyIdsByHash = State.KeyIdsByHash.Remove(key.Hash),
        KeyIdsByApi = State.KeyIdsByApi.SetItem(key.ApiId, State.KeyIdsByApi.IdsOf(key.ApiId).Remove(key.Id)),
    };

    public void Put(Identity identity) => State = State with
    {
        Identities = State.Identities.With(identity),
        IdentityIdsByExternalId = identity.IsDeleted
            ? State.IdentityIdsByExternalId.Remove(identity.ExternalId)
            : State.IdentityIdsByExternalId.SetItem(identity.ExternalId, identity.Id),
    };

    public void Put(Permission permission) => State = State with
    {
        Permissions = State.Permissions.With(permission),
        PermissionIdsBySlug = State.PermissionIdsBySlug.SetItem(permission.Slug, permission.Id),
    };

    /// <summary>Keys and roles may go on naming the id: nothing is found under it any more, and it is never given again.</summary>
    public void Remove(Permission permission) => State = State with
    {
        Permissions = State.Permissions.Without(permission.Id),
        PermissionIdsBySlug = State.PermissionIdsBySlug.Remove(permission.Slug),
    };

    public void Put(Role role) => State = State with
    {
        Roles = State.Roles.With(role),
        RoleIdsByName = State.RoleIdsByName.SetItem(role.Name, role.Id),
    };

    /// <inheritdoc cref="Remove(Permission)"/>
    public void Remove(Role role) => State = State with
    {
        Roles = State.Roles.Without(role.Id),
        RoleIdsByName = State.RoleIdsByName.Remove(role.Name),
    };

    public void Put(Namespace @namespace) => State = State with
    {
        Namespaces = State.Namespaces.With(@namespace),
        NamespaceIdsByName = State.NamespaceIdsByName.SetItem(@namespace.Name, @namespace.Id),
    };

    public void Put(Override @override) => State = State with
    {
        Overrides = State.Overrides.With(@override),
        OverrideIdsByNamespace = State.OverrideIdsByNamespace.SetItem(
            @override.NamespaceId, State.OverrideIdsByNamespace.IdsOf(@override.NamespaceId).Add(@override.Id)),
        OverrideIds = State.OverrideIds.SetItem((@override.NamespaceId, @override.Identifier), @override.Id),
    };

    public void RefilledOn(DateOnly day) => State = State with { RefilledOn = day };
}
