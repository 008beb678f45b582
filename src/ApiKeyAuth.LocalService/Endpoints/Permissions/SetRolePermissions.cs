using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Permissions;

internal static class SetRolePermissions
{
    public static Endpoint Endpoint { get; } = new(
        "permissions.setRolePermissions",
        Object(Required("roleId", Text(3, 255, Pattern.DashedIdentifier())), Required("permissions", SharedSchemas.Slugs())),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        call.Require("rbac.*.add_permission_to_role", "rbac.*.remove_permission_from_role");
        var role = transaction.State.Roles.Find(call.Body.Text("roleId"))
            ?? throw new ErrorResponseException(ErrorType.RoleNotFound, "There is no such role.");
        transaction.Put(role with { PermissionIds = RolePermissions.Link(call, transaction) });
        var permissions = transaction.State.PermissionsOf(transaction.State.Roles.Find(role.Id)!.PermissionIds);
        return new Response(permissions.OrderBy(permission => permission.Slug, StringComparer.Ordinal).Select(DataMapping.ToData).ToList());
    }
}
