using System.Collections.Frozen;

namespace ApiKeyAuth.Client;

/// <summary>The calls that change what a verification says, and whether they name the key. What only creates changes no key that exists.</summary>
internal static class KeyChanges
{
    private static readonly FrozenSet<string> OfOneKey = FrozenSet.Create(
        StringComparer.Ordinal,
        "keys.updateKey", DeleteKey, "keys.rerollKey", "keys.updateCredits", "keys.addPermissions", "keys.removePermissions",
        "keys.setPermissions", "keys.addRoles", "keys.removeRoles", "keys.setRoles");

    private static readonly FrozenSet<string> OfMany = FrozenSet.Create(
        StringComparer.Ordinal,
        "keys.migrateKeys", "apis.deleteApi", "identities.updateIdentity", "identities.deleteIdentity", "permissions.deletePermission",
        "permissions.deleteRole", "permissions.setRolePermissions");

    public const string DeleteKey = "keys.deleteKey";

    public static bool NamesKey(string endpoint) => OfOneKey.Contains(endpoint);

    public static bool Any(string endpoint) => OfOneKey.Contains(endpoint) || OfMany.Contains(endpoint);
}
