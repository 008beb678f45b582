using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

/// <summary>Adds, removes and replaces the permissions that a key holds directly. Each call returns all remaining ones.</summary>
internal static class KeyPermissions
{
    private const string MayAdd = "rbac.*.add_permission_to_key";
    private const string MayRemove = "rbac.*.remove_permission_from_key";
    private const int MostAtOnce = 1000;

    public static Endpoint Add { get; } = new(
        "keys.addPermissions",
        Object(SharedSchemas.KeyId, Required("permissions", SharedSchemas.Slugs(min: 1, max: MostAtOnce))),
        call => KeyLinks.Change(
            call,
            [MayAdd],
            (transaction, key) =>
                key with { PermissionIds = [.. key.PermissionIds.Union(KeyLinks.NamedPermissions(call, transaction))] },
            KeyLinks.Permissions));

    public static Endpoint Remove { get; } = new(
        "keys.removePermissions",
        Object(SharedSchemas.KeyId, Required("permissions", SharedSchemas.Slugs(min: 1, max: MostAtOnce))),
        call => KeyLinks.Change(
            call,
            [MayRemove],
            (transaction, key) => key with { PermissionIds = [.. key.PermissionIds.Except(Known(call, transaction))] },
            KeyLinks.Permissions));

    public static Endpoint Set { get; } = new(
        "keys.setPermissions",
        Object(SharedSchemas.KeyId, Required("permissions", SharedSchemas.Slugs())),
        call => KeyLinks.Change(
            call,
            [MayAdd, MayRemove],
            (transaction, key) => key with { PermissionIds = KeyLinks.NamedPermissions(call, transaction) },
            KeyLinks.Permissions));

    private static List<string> Known(Call call, Transaction transaction) =>
        [.. call.Body.Texts("permissions").Select(slug => transaction.State.ExactPermission(slug)?.Id ?? throw Unknown(slug))];

    private static ErrorResponseException Unknown(string slug) => new(ErrorType.PermissionNotFound, $"There is no permission {slug}.");
}
