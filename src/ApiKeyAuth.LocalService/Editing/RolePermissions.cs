using System.Collections.Immutable;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Editing;

internal static class RolePermissions
{
    /// <summary>
    /// The permissions behind the slugs of a role, each once. Unlike on a key, another spelling finds the permission; unknown slugs
    /// are created if the caller may.
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
