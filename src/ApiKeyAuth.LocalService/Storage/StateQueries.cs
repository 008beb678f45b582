namespace ApiKeyAuth.LocalService.Storage;

internal static class StateQueries
{
    public static Api? LiveApi(this State state, string id) => state.Apis.Find(id) is { IsDeleted: false } api ? api : null;

    /// <summary>The key, unless it or its API is deleted.</summary>
    public static Key? LiveKey(this State state, string id) =>
        state.Keys.Find(id) is { IsDeleted: false } key && state.LiveApi(key.ApiId) is not null ? key : null;

    public static Key? LiveKeyByHash(this State state, string hash) =>
        state.KeyIdsByHash.TryGetValue(hash, out var id) ? state.LiveKey(id) : null;

    public static Identity? LiveIdentity(this State state, string? id) =>
        state.Identities.Find(id) is { IsDeleted: false } identity ? identity : null;

    public static Identity? IdentityByExternalId(this State state, string externalId) =>
        state.IdentityIdsByExternalId.TryGetValue(externalId, out var id) ? state.Identities.Find(id) : null;

    /// <summary>A slug that differs in case or accents finds the permission too; callers that mean the exact one compare.</summary>
    public static Permission? PermissionBySlug(this State state, string slug) =>
        state.PermissionIdsBySlug.TryGetValue(slug, out var id) ? state.Permissions.Find(id) : null;

    public static Role? RoleByName(this State state, string name) =>
        state.RoleIdsByName.TryGetValue(name, out var id) ? state.Roles.Find(id) : null;

    public static Namespace? NamespaceByIdOrName(this State state, string text) =>
        state.Namespaces.Find(text) ?? (state.NamespaceIdsByName.TryGetValue(text, out var id) ? state.Namespaces.Find(id) : null);

    /// <summary>The permissions behind the ids; one that was deleted since is no longer there.</summary>
    public static IEnumerable<Permission> PermissionsOf(this State state, IEnumerable<string> ids) =>
        ids.Select(state.Permissions.Find).OfType<Permission>();

    public static IEnumerable<Role> RolesOf(this State state, Key key) => key.RoleIds.Select(state.Roles.Find).OfType<Role>();

    /// <summary>The slugs that a key holds, direct ones first. A slug that comes several ways comes several times.</summary>
    public static IEnumerable<string> SlugsOf(this State state, Key key) =>
        state.PermissionsOf(key.PermissionIds)
            .Concat(state.RolesOf(key).SelectMany(role => state.PermissionsOf(role.PermissionIds)))
            .Select(permission => permission.Slug);
}
