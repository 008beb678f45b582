using System.Collections.Immutable;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Editing;

internal static class RolePermissions
{
    /// <summary>
    /// Returns the ids of a role's permissions, each once. Unlike for a key, letter case and accents of a slug are ignored. Unknown
    /// permissions are created if the caller holds the permission to create them.
    /// </summary>
    public static ImmutableArray<string> Link(Call call, Transaction transaction)
    {
        var slugs = Slugs(call);
        if (slugs.Any(slug => transaction.State.PermissionBySlug(slug) is null))
        {
            call.Require("rbac.*.create_permission");
        }

        return [.. slugs.Select(slug => transaction.State.PermissionBySlug(slug)?.Id ?? transaction.CreatePermission(slug))];
    }

    private static List<string> Slugs(Call call) =>
        [.. Wire.BodyReading.Texts(call.Body, "permissions").Distinct(Collation.Instance)];
}
