using System.Collections.Frozen;

namespace ApiKeyAuth.Client;

/// <summary>The retry class of each call. A call that is not listed is never repeated.</summary>
internal static class RetryClasses
{
    private static readonly FrozenDictionary<string, RetryClass> ByEndpoint = new Dictionary<string, RetryClass>(StringComparer.Ordinal)
    {
        ["liveness"] = RetryClass.Safe,
        ["analytics.getVerifications"] = RetryClass.Safe,
        ["apis.createApi"] = RetryClass.Unsafe,
        ["apis.deleteApi"] = RetryClass.StatusShift,
        ["apis.getApi"] = RetryClass.Safe,
        ["apis.listKeys"] = RetryClass.Safe,
        ["identities.createIdentity"] = RetryClass.StatusShift,
        ["identities.deleteIdentity"] = RetryClass.StatusShift,
        ["identities.getIdentity"] = RetryClass.Safe,
        ["identities.listIdentities"] = RetryClass.Safe,
        ["identities.updateIdentity"] = RetryClass.Idempotent,
        ["keys.addPermissions"] = RetryClass.Idempotent,
        ["keys.addRoles"] = RetryClass.Idempotent,
        ["keys.createKey"] = RetryClass.Unsafe,
        ["keys.deleteKey"] = RetryClass.StatusShift,
        ["keys.getKey"] = RetryClass.Safe,

        // A repetition answers 200 with every hash under "failed", as if the keys had been there before, and without their ids.
        ["keys.migrateKeys"] = RetryClass.Unsafe,
        ["keys.removePermissions"] = RetryClass.Idempotent,
        ["keys.removeRoles"] = RetryClass.Idempotent,
        ["keys.rerollKey"] = RetryClass.Unsafe,
        ["keys.setPermissions"] = RetryClass.Idempotent,
        ["keys.setRoles"] = RetryClass.Idempotent,
        ["keys.updateCredits"] = RetryClass.Unsafe,
        ["keys.updateKey"] = RetryClass.Idempotent,
        ["keys.verifyKey"] = RetryClass.Unsafe,
        ["keys.whoami"] = RetryClass.Safe,
        ["permissions.createPermission"] = RetryClass.StatusShift,
        ["permissions.createRole"] = RetryClass.StatusShift,
        ["permissions.deletePermission"] = RetryClass.StatusShift,
        ["permissions.deleteRole"] = RetryClass.StatusShift,
        ["permissions.getPermission"] = RetryClass.Safe,
        ["permissions.getRole"] = RetryClass.Safe,
        ["permissions.listPermissions"] = RetryClass.Safe,
        ["permissions.listRoles"] = RetryClass.Safe,
        ["permissions.setRolePermissions"] = RetryClass.Idempotent,
        ["ratelimit.deleteOverride"] = RetryClass.StatusShift,
        ["ratelimit.getOverride"] = RetryClass.Safe,
        ["ratelimit.limit"] = RetryClass.Unsafe,
        ["ratelimit.listOverrides"] = RetryClass.Safe,
        ["ratelimit.multiLimit"] = RetryClass.Unsafe,
        ["ratelimit.setOverride"] = RetryClass.Idempotent,
    }.ToFrozenDictionary();

    /// <summary>Some bodies know better than their endpoint: to set a balance is not to add to it.</summary>
    public static RetryClass Of(HttpRequestMessage request) =>
        (request.Content as RequestBody)?.RetryClass ?? Of(Endpoint(request.RequestUri));

    public static RetryClass Of(string endpoint) => ByEndpoint.GetValueOrDefault(endpoint, RetryClass.Unsafe);

    /// <summary>The last part of the path, such as <c>keys.getKey</c>.</summary>
    public static string Endpoint(Uri? requestUri)
    {
        var path = requestUri?.AbsolutePath ?? "";
        return path[(path.LastIndexOf('/') + 1)..];
    }
}
