using System.Text.Json;
using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Seeding;

/// <summary>
/// Adds the rows of a JSON seed file, which can contain everything that a seed in code can. Existing rows are not changed, so a restart
/// changes nothing.
/// </summary>
internal static class SeedFile
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">
    /// The file contains an invalid value; the message names the file and the path in it.
    /// </exception>
    public static void Apply(string path, Transaction transaction, DateTimeOffset now)
    {
        try
        {
            using var document = SeedJson.Read(path);
            var seed = new SeedValue(document.RootElement, string.Empty);
            seed.RequireUnicode();
            Apply(seed, transaction, now);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The seed file {path} is not JSON: {fault.Message}", fault);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"The seed file {path} cannot be used: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The seed file {path} cannot be read: {fault.Message}", fault);
        }
    }

    private static void Apply(SeedValue seed, Transaction transaction, DateTimeOffset now)
    {
        seed.WithMembers("apis", "keys", "rootKeys", "namespaces", "migrations");
        seed.RequireDistinct("apis", "apiId");
        seed.RequireDistinct("rootKeys", "rootKey");
        seed.RequireDistinct("namespaces", "name");
        seed.RequireDistinct("migrations", "migrationId");
        seed.RequireDistinct("keys", "key");
        seed.RequireDistinct("keys", "keyId");
        foreach (var api in seed.Items("apis"))
        {
            AddApi(api, transaction);
        }

        foreach (var rootKey in seed.Items("rootKeys"))
        {
            Add(rootKey, () => transaction.Put(RootKeys.Create(RootKey(rootKey))));
        }

        foreach (var item in seed.Items("namespaces"))
        {
            item.WithMembers("name", "deleted");
            if (item.RequiredText("name") is var name && transaction.State.NamespaceByIdOrName(name) is null)
            {
                InitialState.AddNamespace(transaction, name, item.Flag("deleted", otherwise: false));
            }
        }

        foreach (var item in seed.Items("migrations"))
        {
            item.WithMembers("migrationId", "scheme");
            transaction.Put(new Migration(item.RequiredText("migrationId"), item.Choice<MigrationScheme>("scheme") ?? MigrationScheme.Sha256));
        }

        foreach (var key in seed.Items("keys"))
        {
            AddKey(key, transaction, now);
        }
    }

    private static void AddApi(SeedValue item, Transaction transaction)
    {
        item.WithMembers("apiId", "name", "keyspaceId", "allowedAddresses", "defaultPrefix", "defaultByteLength", "deleteProtection");
        var seed = new ApiSeed
        {
            // Without an id keys could not refer to the API, and each start would add another API.
            ApiId = item.RequiredText("apiId"),
            Name = item.RequiredText("name"),
            KeyspaceId = item.Text("keyspaceId"),
            AllowedAddresses = item.Texts("allowedAddresses"),
            DefaultPrefix = item.Text("defaultPrefix"),
            DefaultByteLength = (int?)item.Number("defaultByteLength", 16, 255),
            DeleteProtection = item.Flag("deleteProtection", otherwise: false),
        };
        if (transaction.State.Apis.Find(seed.ApiId) is null)
        {
            Add(item, () => InitialState.AddApi(transaction, seed));
        }
    }

    private static RootKeySeed RootKey(SeedValue item)
    {
        item.WithMembers("rootKey", "permissions", "enabled", "expires");
        return new RootKeySeed
        {
            RootKey = item.RequiredText("rootKey"),
            Permissions = item.Texts("permissions"),
            Enabled = item.Flag("enabled", otherwise: true),
            Expires = item.Time("expires"),
        };
    }

    private static void AddKey(SeedValue item, Transaction transaction, DateTimeOffset now)
    {
        var seed = Key(item);
        item.Require(
            transaction.State.Apis.Find(seed.ApiId) is not null, $"names the API {seed.ApiId}, which does not exist; add it to apis");
        if ((seed.KeyId is { } id && transaction.State.Keys.Find(id) is not null)
            || transaction.State.KeyIdsByHash.ContainsKey(KeyText.Hash(seed.Key!)))
        {
            return;
        }

        Add(item, () => InitialState.AddKey(transaction, seed, now));
    }

    private static void Add(SeedValue item, Action add)
    {
        try
        {
            add();
        }
        catch (Exception fault) when (fault is ArgumentException or ErrorResponseException)
        {
            throw new InvalidDataException($"{item.Path}: {fault.Message}", fault);
        }
    }

    private static KeySeed Key(SeedValue item)
    {
        item.WithMembers(
            "apiId", "key", "keyId", "name", "externalId", "meta", "roles", "rolePermissions", "permissions", "expires", "enabled", "credits",
            "refill", "rateLimits");
        var meta = item.Find("meta");
        meta?.Require(meta.Value.Json.ValueKind == JsonValueKind.Object, "must be an object");
        meta?.Require(KeyMeta.Fits(meta.Value.Json), "is too long");
        item.RequireDistinct("rateLimits", "name");
        return new KeySeed
        {
            ApiId = item.RequiredText("apiId"),

            // A generated text would not be shown anywhere.
            Key = item.RequiredText("key"),
            KeyId = item.Text("keyId"),
            Name = item.Text("name"),
            ExternalId = item.Text("externalId"),
            Meta = meta?.Json.GetRawText(),
            Roles = item.Texts("roles"),
            RolePermissions = item.Names("rolePermissions").ToDictionary(role => role, role => item.Find("rolePermissions")!.Value.Texts(role)),
            Permissions = item.Texts("permissions"),
            Expires = item.Time("expires"),
            Enabled = item.Flag("enabled", otherwise: true),
            Credits = item.Number("credits", 0),
            Refill = item.Find("refill") is { } refill ? Refill(refill) : null,
            RateLimits = [.. item.Items("rateLimits").Select(RateLimit)],
        };
    }

    private static LocalRefill Refill(SeedValue item)
    {
        item.WithMembers("interval", "amount", "day");
        var interval = item.Choice<RefillInterval>("interval") ?? throw item.Fault("needs an interval, daily or monthly");
        return new LocalRefill(interval, item.RequiredNumber("amount", 1), (int?)item.Number("day", 1, 31));
    }

    private static LocalRateLimit RateLimit(SeedValue item)
    {
        item.WithMembers("name", "limit", "duration", "autoApply");
        return new LocalRateLimit(
            item.RequiredText("name"), item.RequiredNumber("limit", 1), item.RequiredDuration("duration"), item.Flag("autoApply", otherwise: false));
    }
}
