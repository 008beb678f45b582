namespace ApiKeyAuth.LocalService.Storage;

internal static class StateQueries
{
    public static Api? LiveApi(this State state, string id) => state.Apis.Find(id) is { IsDeleted: false } api ? api : null;

    /// <summary>Returns the key, unless the key or its API is deleted.</summary>
    public static Key? LiveKey(this State state, string id) =>
        state.Keys.Find(id) is { IsDeleted: false } key && state.LiveApi(key.ApiId) is not null ? key : null;

    public static Key? LiveKeyByHash(this State state, string hash) =>
        state.KeyIdsByHash.TryGetValue(hash, out var id) ? state.LiveKey(id) : null;

    public static Identity? LiveIdentity(this State state, string? id) =>
        state.Identities.Find(id) is { IsDeleted: false } identity ? identity : null;

    public static Identity? IdentityByExternalId(this State state, string externalId) =>
        state.IdentityIdsByExternalId.TryGetValue(externalId, out var id) ? state.Identities.Find(id) : null;

    /// <summary>Finds a permission ignoring letter case and accents. Callers that need the exact slug compare it.</summary>
    public static Permission? PermissionBySlug(this State state, string slug) =>
        state.PermissionIdsBySlug.TryGetValue(slug, out var id) ? state.Permissions.Find(id) : null;

    public static Role? RoleByName(this State state, string name) =>
        state.RoleIdsByName.TryGetValue(name, out var id) ? state.Roles.Find(id) : null;

    public static Namespace? NamespaceByIdOrName(this State state, string text) =>
        state.Namespaces.Find(text) ?? (state.NamespaceIdsByName.TryGetValue(text, out var id) ? state.Namespaces.Find(id) : null);

    /// <summary>Returns the permissions with the ids, without those that have been deleted.</summary>
    public static IEnumerable<Permission> PermissionsOf(this State state, IEnumerable<string> ids) =>
        ids.Select(state.Permissions.Find).OfType<Permission>();

    public static IEnumerable<Role> RolesOf(this State state, Key key) => key.RoleIds.Select(state.Roles.Find).OfType<Role>();

    /// <summary>Returns the slugs that a key holds, direct ones first. A slug that the key holds in several ways is repeated.</summary>
    public static IEnumerable<string> SlugsOf(this State state, Key key) =>
        state.PermissionsOf(key.PermissionIds)
            .Concat(state.RolesOf(key).SelectMany(role => state.PermissionsOf(role.PermissionIds)))
            .Select(permission => permission.Slug);
}
