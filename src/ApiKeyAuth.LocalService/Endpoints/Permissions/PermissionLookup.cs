using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Permissions;

/// <summary>Reads, lists and deletes permissions, by id or slug.</summary>
internal static class PermissionLookup
{
    public static Endpoint Get { get; } = new(
        "permissions.getPermission", Object(Required("permission", SharedSchemas.Slug())), call =>
        {
            call.Require("rbac.*.read_permission");
            return new Response(Find(call.Store.Current, call.Body.Text("permission")).ToData());
        });

    public static Endpoint Delete { get; } = new(
        "permissions.deletePermission", Object(Required("permission", SharedSchemas.Slug())), call => call.Write(transaction =>
        {
            call.Require("rbac.*.delete_permission");
            transaction.Remove(Find(transaction.State, call.Body.Text("permission")));
            return Response.Empty;
        }));

    public static Endpoint List { get; } = new("permissions.listPermissions", Listing.Body, call =>
    {
        call.Require("rbac.*.read_permission");
        var rows = call.Store.Current.Permissions.From(call.Body.OptionalText("cursor")).Where(permission =>
            Listing.Matches(call.Body, permission.Id, permission.Name, permission.Slug, permission.Description));
        return Response.Page(
            rows, call.Body.PageSize(), permission => permission.Id, page => page.Select(DataMapping.ToData).ToList());
    });

    private static Permission Find(State state, string idOrSlug) =>
        state.Permissions.Find(idOrSlug) ?? state.PermissionBySlug(idOrSlug)
        ?? throw new ErrorResponseException(ErrorType.PermissionNotFound, $"There is no permission {idOrSlug}.");
}
