using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Validation;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

/// <summary>Adds, removes and replaces the roles of a key. Each call returns all remaining ones.</summary>
internal static class KeyRoles
{
    public static Endpoint Add { get; } = new(
        "keys.addRoles",
        Object(SharedSchemas.KeyId, Required("roles", SharedSchemas.RoleNames(min: 1))),
        call => KeyLinks.Change(
            call,
            ["rbac.*.add_role_to_key"],
            (transaction, key) => key with { RoleIds = [.. key.RoleIds.Union(KeyLinks.NamedRoles(call, transaction))] },
            KeyLinks.Roles));

    public static Endpoint Remove { get; } = new(
        "keys.removeRoles",
        Object(SharedSchemas.KeyId, Required("roles", SharedSchemas.RoleNames(min: 1))),
        call => KeyLinks.Change(
            call,
            [],
            (transaction, key) => key with { RoleIds = [.. key.RoleIds.Except(KeyLinks.NamedRoles(call, transaction))] },
            KeyLinks.Roles));

    public static Endpoint Set { get; } = new(
        "keys.setRoles",
        Object(SharedSchemas.KeyId, Required("roles", SharedSchemas.RoleNames())),
        call => KeyLinks.Change(
            call, [], (transaction, key) => key with { RoleIds = KeyLinks.NamedRoles(call, transaction) }, KeyLinks.Roles));
}
