using System.Text.Json;
using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Seeding;

/// <summary>Adds the rows of seeds. They are linked in the same way as rows that calls of the protocol add.</summary>
internal static class InitialState
{
    /// <summary>A generated root key is shown only at this start, so it is not stored and is lost when the service stops.</summary>
    public static void Apply(Transaction transaction, string rootKey, bool isGenerated, bool revokesOthers, DateOnly today)
    {
        foreach (var stored in revokesOthers ? transaction.State.RootKeys.Values : [])
        {
            transaction.Remove(stored);
        }

        var created = RootKeys.Create(new RootKeySeed { RootKey = rootKey });
        if (isGenerated)
        {
            transaction.PutUnstored(created);
        }
        else
        {
            transaction.Put(created);
        }

        if (transaction.State.RefilledOn == default)
        {
            transaction.RefilledOn(today);
        }
    }

    public static LocalApi AddApi(Transaction transaction, ApiSeed seed)
    {
        SeedValidation.Check(seed);
        var id = seed.ApiId ?? Identifier.New("api");
        var api = new Api(id, seed.Name, seed.KeyspaceId ?? KeyspaceId.New(id, transaction.State))
        {
            AllowedAddresses = [.. seed.AllowedAddresses],
            DefaultPrefix = seed.DefaultPrefix,
            DefaultByteLength = seed.DefaultByteLength,
            IsProtected = seed.DeleteProtection,
        };
        if (transaction.State.Apis.Find(api.Id) is not null)
        {
            throw new ArgumentException($"The API id {api.Id} is taken.", nameof(seed));
        }

        if (transaction.State.ApiIdsByKeyspace.ContainsKey(api.KeyspaceId))
        {
            throw new ArgumentException($"The keyspace id {api.KeyspaceId} is taken.", nameof(seed));
        }

        transaction.Put(api);
        return new LocalApi(api.Id, api.Name, api.KeyspaceId);
    }

    public static void AddNamespace(Transaction transaction, string name, bool deleted)
    {
        if (transaction.State.NamespaceByIdOrName(name) is not null)
        {
            throw new ArgumentException($"The namespace {name} is taken.", nameof(name));
        }

        transaction.Put(new Namespace(Identifier.New("rlns"), name, deleted));
    }

    public static LocalKey AddKey(Transaction transaction, KeySeed seed, DateTimeOffset now)
    {
        SeedValidation.Check(seed);
        var api = transaction.State.Apis.Find(seed.ApiId)
            ?? throw new ArgumentException($"There is no API {seed.ApiId}.", nameof(seed));
        var keyText = seed.Key ?? KeyText.Generate(
            seed.Prefix ?? api.DefaultPrefix, seed.ByteLength ?? api.DefaultByteLength ?? KeyText.DefaultByteLength);
        var id = seed.KeyId ?? Identifier.New("key");
        var keyHash = KeyText.Hash(keyText);
        if (transaction.State.Keys.Find(id) is not null || transaction.State.KeyIdsByHash.ContainsKey(keyHash))
        {
            throw new ArgumentException($"The key, or its id {id}, is taken.", nameof(seed));
        }

        var key = new Key(id, api.Id, keyHash, KeyText.Start(keyText), now.ToUnixTimeMilliseconds());
        transaction.Add(Fill(transaction, key, seed));
        return new LocalKey(id, keyText, api.Id);
    }

    private static Key Fill(Transaction transaction, Key key, KeySeed seed) => key with
    {
        Name = seed.Name,
        Meta = Meta(seed),
        Expires = seed.Expires?.ToUnixTimeMilliseconds(),
        Enabled = seed.Enabled,
        IdentityId = seed.ExternalId is null ? null : transaction.IdentityId(seed.ExternalId),
        Remaining = seed.Credits,
        Refill = seed.Refill is { } refill ? new Refill(refill.Interval, refill.Amount, refill.Day) : null,
        RateLimits = [.. seed.RateLimits.Select(Limit)],
        PermissionIds = transaction.PermissionIds([.. seed.Permissions.Distinct(StringComparer.Ordinal)]),
        RoleIds = [.. seed.Roles.Union(seed.RolePermissions.Keys).Select(name => RoleId(transaction, name, seed))],
    };

    private static JsonElement? Meta(KeySeed seed)
    {
        using var document = SeedValidation.ReadMeta(seed);
        return KeyMeta.Read(document?.RootElement);
    }

    private static RateLimit Limit(LocalRateLimit limit) =>
        new(Identifier.New("rl"), limit.Name, limit.Limit, (long)limit.Duration.TotalMilliseconds, limit.AutoApply);

    private static string RoleId(Transaction transaction, string name, KeySeed seed)
    {
        var permissions = seed.RolePermissions.TryGetValue(name, out var slugs) ? transaction.PermissionIds([.. slugs.Distinct()]) : [];
        var known = transaction.State.RoleByName(name);
        var role = known is null
            ? new Role(Identifier.New("role"), name, Description: null, permissions)
            : known with { PermissionIds = [.. known.PermissionIds.Union(permissions)] };
        transaction.Put(role);
        return role.Id;
    }
}
