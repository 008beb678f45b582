using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Permissions;

internal static class CreateRole
{
    public static Endpoint Endpoint { get; } = new(
        "permissions.createRole",
        Object(
            Required("name", SharedSchemas.RoleName()),
            Optional("description", Text(0, 512)),
            Optional("permissions", SharedSchemas.Slugs())),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        call.Require("rbac.*.create_role");
        if (call.Body.Texts("permissions").Count > 0)
        {
            call.Require("rbac.*.add_permission_to_role");
        }

        var permissionIds = RolePermissions.Link(call, transaction);
        var name = call.Body.Text("name");
        if (transaction.State.RoleByName(name) is not null)
        {
            throw new ErrorResponseException(ErrorType.RoleExists, $"The role {name} exists already.");
        }

        var role = new Role(Identifier.New("role"), name, call.Body.OptionalText("description"), permissionIds);
        transaction.Put(role);
        return new Response(new RoleIdData(role.Id));
    }
}
