using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Permissions;

internal static class CreatePermission
{
    public static Endpoint Endpoint { get; } = new(
        "permissions.createPermission",
        Object(Required("name", Text(1, 512)), Required("slug", SharedSchemas.Slug()), Optional("description", Text(0, 512))),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        call.Require("rbac.*.create_permission");
        var slug = call.Body.Text("slug");
        if (transaction.State.PermissionBySlug(slug) is not null)
        {
            throw new ErrorResponseException(ErrorType.PermissionExists, $"The permission {slug} exists already.");
        }

        var permission =
            new Permission(Identifier.New("perm"), call.Body.Text("name"), slug, call.Body.OptionalText("description"));
        transaction.Put(permission);
        return new Response(new PermissionIdData(permission.Id));
    }
}
