using System.Text.Json;
using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

/// <summary>Imports keys by hash, all or none. A hash that exists already is reported and does not fail the call.</summary>
internal static class MigrateKeys
{
    public static Endpoint Endpoint { get; } = new(
        "keys.migrateKeys",
        Object(
            Required("migrationId", Text(3, 255)),
            Required("apiId", Text(3, 255)),
            Required("keys", Array(MigratedKey(), min: 1))),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Schema MigratedKey() => Object(
        Required("hash", Text(3)),
        Optional("name", SharedSchemas.Name()),
        Optional("externalId", Text(1, 255)),
        SharedSchemas.Meta,
        Optional("roles", SharedSchemas.RoleNames()),
        Optional("permissions", SharedSchemas.Slugs(max: 1000)),
        Optional("expires", SharedSchemas.Expiry()),
        SharedSchemas.Enabled,
        Optional("credits", SharedSchemas.NewCredits()),
        SharedSchemas.RateLimits);

    private static Response Handle(Call call, Transaction transaction)
    {
        var apiId = call.Body.Text("apiId");
        call.RequireOnKey(KeyAction.Create, transaction.State, apiId);
        var api = transaction.State.RequireApi(apiId);
        if (transaction.State.Migrations.Find(call.Body.Text("migrationId")) is null)
        {
            throw new ErrorResponseException(ErrorType.MigrationNotFound, "There is no such migration.");
        }

        var before = transaction.State;
        var migrated = new List<MigratedKeyData>();
        var failed = new List<string>();
        foreach (var input in call.Body.GetProperty("keys").EnumerateArray())
        {
            var hash = input.Text("hash");
            if (before.KeyIdsByHash.ContainsKey(hash))
            {
                failed.Add(hash);
                continue;
            }

            var key = new Key(Identifier.New("key"), api.Id, hash, Start: string.Empty, call.Now);
            Import(key, input, transaction);
            migrated.Add(new MigratedKeyData(hash, key.Id));
        }

        return new Response(new MigrationData(migrated, failed.Count == 0 ? null : failed));
    }

    private static void Import(Key key, JsonElement input, Transaction transaction)
    {
        if (transaction.State.KeyIdsByHash.ContainsKey(key.Hash))
        {
            throw ErrorResponseException.RejectedByDatabase("A hash is listed more than once.");
        }

        if (input.TryGetProperty("credits", out var credits) && credits.Optional("remaining") is null)
        {
            throw new ErrorResponseException(ErrorType.Unexpected, "Imported credits need a number.") { AlwaysPlainJson = true };
        }

        foreach (var name in input.Texts("roles").Distinct(StringComparer.Ordinal))
        {
            CreateMissingRole(name, transaction);
        }

        transaction.Add(NewKey.Fill(key, input, transaction));
    }

    private static void CreateMissingRole(string name, Transaction transaction)
    {
        var known = transaction.State.RoleByName(name);
        if (known is null)
        {
            transaction.Put(new Role(Identifier.New("role"), name, Description: null, PermissionIds: []));
        }
        else if (known.Name != name)
        {
            throw ErrorResponseException.RejectedByDatabase($"The role {name} collides with another one.");
        }
    }
}
