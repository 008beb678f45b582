using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Permissions;

/// <summary>Reads, lists and deletes roles, by id or name.</summary>
internal static class RoleLookup
{
    public static Endpoint Get { get; } = new(
        "permissions.getRole", Object(Required("role", SharedSchemas.RoleName())), call =>
        {
            call.Require("rbac.*.read_role");
            var state = call.Store.Current;
            return new Response(state.ToData(Find(state, call.Body.Text("role"))));
        });

    public static Endpoint Delete { get; } = new(
        "permissions.deleteRole", Object(Required("role", SharedSchemas.RoleName())), call => call.Write(transaction =>
        {
            call.Require("rbac.*.delete_role");
            transaction.Remove(Find(transaction.State, call.Body.Text("role")));
            return Response.Empty;
        }));

    public static Endpoint List { get; } = new("permissions.listRoles", Listing.Body, call =>
    {
        call.Require("rbac.*.read_role");
        var state = call.Store.Current;
        var rows = state.Roles.From(call.Body.OptionalText("cursor"))
            .Where(role => Listing.Matches(call.Body, role.Id, role.Name, role.Description));
        return Response.Page(rows, call.Body.PageSize(), role => role.Id, page => page.Select(role => state.ToData(role)).ToList());
    });

    private static Role Find(State state, string idOrName) =>
        state.Roles.Find(idOrName) ?? state.RoleByName(idOrName)
        ?? throw new ErrorResponseException(ErrorType.RoleNotFound, $"There is no role {idOrName}.");
}
