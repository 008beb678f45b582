using System.Collections.Immutable;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Editing;

/// <summary>Finds the rows that a key or role is to be linked with, and creates missing ones where the protocol does.</summary>
internal static class Links
{
    public static string IdentityId(this Transaction transaction, string externalId)
    {
        if (transaction.State.IdentityByExternalId(externalId) is { } known)
        {
            return known.Id;
        }

        var identity = new Identity(Identifier.New("id"), externalId);
        transaction.Put(identity);
        return identity.Id;
    }

    /// <summary>Returns role ids by exact names. A role that is listed twice violates an index of the real service's database.</summary>
    public static ImmutableArray<string> RoleIds(this Transaction transaction, IReadOnlyList<string> names)
    {
        ImmutableArray<string> ids = [.. names.Select(name => transaction.State.ExactRole(name).Id)];
        return ids.Distinct().Count() == ids.Length ? ids : throw ErrorResponseException.RejectedByDatabase("A role is named more than once.");
    }

    public static Role ExactRole(this State state, string name) =>
        state.RoleByName(name) is { } role && role.Name == name
            ? role
            : throw new ErrorResponseException(ErrorType.RoleNotFound, $"There is no role {name}.");

    public static Permission? ExactPermission(this State state, string slug) =>
        state.PermissionBySlug(slug) is { } permission && permission.Slug == slug ? permission : null;

    /// <summary>
    /// Returns permission ids by exact slugs, each once. Unknown permissions are created with the slug as their name. All lookups precede
    /// all creations, so a new slug that is listed twice, or with another letter case, causes a conflict.
    /// </summary>
    public static ImmutableArray<string> PermissionIds(this Transaction transaction, IReadOnlyList<string> slugs)
    {
        var known = transaction.State;
        return [.. slugs.Select(slug => known.ExactPermission(slug)?.Id ?? transaction.CreatePermission(slug)).Distinct()];
    }

    public static string CreatePermission(this Transaction transaction, string slug)
    {
        if (transaction.State.PermissionBySlug(slug) is not null)
        {
            throw ErrorResponseException.RejectedByDatabase($"The permission {slug} collides with another one.");
        }

        var permission = new Permission(Identifier.New("perm"), slug, slug, Description: null);
        transaction.Put(permission);
        return permission.Id;
    }
}
