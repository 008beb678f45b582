using System.Collections.Frozen;

namespace ApiKeyAuth.Client;

/// <summary>The one table of operations. An operation that is not listed is never repeated and evicts nothing.</summary>
internal static class KeyServiceOperations
{
    /// <summary>The variant of <c>keys.updateCredits</c> that sets the balance.</summary>
    public const string Set = "set";

    /// <summary>The variant of <c>ratelimit.limit</c> that takes no tokens.</summary>
    public const string CostOfZero = "cost 0";

    public static IReadOnlyList<KeyServiceOperation> All { get; } =
    [
        new("liveness", RetryClass.Safe),
        new("analytics.getVerifications", RetryClass.Safe),
        new("apis.createApi", RetryClass.Unsafe),
        new("apis.deleteApi", RetryClass.StatusShift) { Evicts = Eviction.All, AlreadyDone = "unkey/data/api_not_found" },
        new("apis.getApi", RetryClass.Safe),
        new("apis.listKeys", RetryClass.Safe),
        new("identities.createIdentity", RetryClass.StatusShift) { AlreadyDone = "unkey/data/identity_already_exists" },
        new("identities.deleteIdentity", RetryClass.StatusShift) { Evicts = Eviction.All, AlreadyDone = "unkey/data/identity_not_found" },
        new("identities.getIdentity", RetryClass.Safe),
        new("identities.listIdentities", RetryClass.Safe),
        new("identities.updateIdentity", RetryClass.Idempotent) { Evicts = Eviction.All },
        new("keys.addPermissions", RetryClass.Idempotent) { Evicts = Eviction.Key },
        new("keys.addRoles", RetryClass.Idempotent) { Evicts = Eviction.Key },
        new("keys.createKey", RetryClass.Unsafe),
        new("keys.deleteKey", RetryClass.StatusShift) { Evicts = Eviction.Key, AlreadyDone = "unkey/data/key_not_found", DeletesKey = true },
        new("keys.getKey", RetryClass.Safe),

        // A repetition returns 200 with every hash under "failed", as if the keys had existed before, and without their ids.
        new("keys.migrateKeys", RetryClass.Unsafe) { Evicts = Eviction.All },
        new("keys.removePermissions", RetryClass.Idempotent) { Evicts = Eviction.Key },
        new("keys.removeRoles", RetryClass.Idempotent) { Evicts = Eviction.Key },
        new("keys.rerollKey", RetryClass.Unsafe) { Evicts = Eviction.Key },
        new("keys.setPermissions", RetryClass.Idempotent) { Evicts = Eviction.Key },
        new("keys.setRoles", RetryClass.Idempotent) { Evicts = Eviction.Key },

        // Only keys with a balance are incremented and decremented, and these are not cached.
        new("keys.updateCredits", RetryClass.Unsafe),
        new("keys.updateCredits", RetryClass.Idempotent) { Variant = Set, Evicts = Eviction.Key },
        new("keys.updateKey", RetryClass.Idempotent) { Evicts = Eviction.Key },
        new("keys.verifyKey", RetryClass.Unsafe),
        new("keys.whoami", RetryClass.Safe),
        new("permissions.createPermission", RetryClass.StatusShift) { AlreadyDone = "unkey/data/permission_already_exists" },
        new("permissions.createRole", RetryClass.StatusShift) { AlreadyDone = "unkey/data/role_already_exists" },
        new("permissions.deletePermission", RetryClass.StatusShift) { Evicts = Eviction.All, AlreadyDone = "unkey/data/permission_not_found" },
        new("permissions.deleteRole", RetryClass.StatusShift) { Evicts = Eviction.All, AlreadyDone = "unkey/data/role_not_found" },
        new("permissions.getPermission", RetryClass.Safe),
        new("permissions.getRole", RetryClass.Safe),
        new("permissions.listPermissions", RetryClass.Safe),
        new("permissions.listRoles", RetryClass.Safe),
        new("permissions.setRolePermissions", RetryClass.Idempotent) { Evicts = Eviction.All },
        new("ratelimit.deleteOverride", RetryClass.StatusShift) { AlreadyDone = "unkey/data/ratelimit_override_not_found" },
        new("ratelimit.getOverride", RetryClass.Safe),
        new("ratelimit.limit", RetryClass.Unsafe),
        new("ratelimit.limit", RetryClass.Safe) { Variant = CostOfZero },
        new("ratelimit.listOverrides", RetryClass.Safe),
        new("ratelimit.multiLimit", RetryClass.Unsafe),
        new("ratelimit.setOverride", RetryClass.Idempotent),
    ];

    private static readonly FrozenDictionary<(string Name, string? Variant), KeyServiceOperation> ByName =
        All.ToFrozenDictionary(operation => (operation.Name, operation.Variant));

    public static KeyServiceOperation Of(HttpRequestMessage request)
    {
        var path = request.RequestUri?.AbsolutePath ?? "";
        return Of(path[(path.LastIndexOf('/') + 1)..], (request.Content as RequestBody)?.Variant);
    }

    public static KeyServiceOperation Of(string name, string? variant = null) =>
        ByName.GetValueOrDefault((name, variant)) ?? new KeyServiceOperation(name, RetryClass.Unsafe);
}
