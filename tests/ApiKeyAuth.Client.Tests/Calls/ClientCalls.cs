namespace ApiKeyAuth.Client.Tests;

/// <summary>Every call of the client.</summary>
internal static class ClientCalls
{
    public static IReadOnlyList<ClientCall> All { get; } =
    [
        ClientCall.Of(
            "liveness", 0,
            (client, _, token) => client.Liveness.LivenessAsync(token)),
        ClientCall.Of(
            "keys.addPermissions", new AddPermissionsRequest { KeyId = "key_1", Permissions = ["p"] },
            (client, request, token) => client.Keys.AddPermissionsAsync(request, token)),
        ClientCall.Of(
            "keys.addRoles", new AddRolesRequest { KeyId = "key_1", Roles = ["r"] },
            (client, request, token) => client.Keys.AddRolesAsync(request, token)),
        ClientCall.Of(
            "keys.createKey", new CreateKeyRequest { ApiId = "api_local1" },
            (client, request, token) => client.Keys.CreateKeyAsync(request, token)),
        ClientCall.Of(
            "keys.deleteKey", new DeleteKeyRequest { KeyId = "key_1" },
            (client, request, token) => client.Keys.DeleteKeyAsync(request, token)),
        ClientCall.Of(
            "keys.getKey", new GetKeyRequest { KeyId = "key_1" },
            (client, request, token) => client.Keys.GetKeyAsync(request, token)),
        ClientCall.Of(
            "keys.migrateKeys",
            new MigrateKeysRequest { MigrationId = "mig_1", ApiId = "api_local1", Keys = [new MigrateKey { Hash = "hash" }] },
            (client, request, token) => client.Keys.MigrateKeysAsync(request, token)),
        ClientCall.Of(
            "keys.removePermissions", new RemovePermissionsRequest { KeyId = "key_1", Permissions = ["p"] },
            (client, request, token) => client.Keys.RemovePermissionsAsync(request, token)),
        ClientCall.Of(
            "keys.removeRoles", new RemoveRolesRequest { KeyId = "key_1", Roles = ["r"] },
            (client, request, token) => client.Keys.RemoveRolesAsync(request, token)),
        ClientCall.Of(
            "keys.rerollKey", new RerollKeyRequest { KeyId = "key_1", Expiration = TimeSpan.Zero },
            (client, request, token) => client.Keys.RerollKeyAsync(request, token)),
        ClientCall.Of(
            "keys.setPermissions", new SetPermissionsRequest { KeyId = "key_1", Permissions = [] },
            (client, request, token) => client.Keys.SetPermissionsAsync(request, token)),
        ClientCall.Of(
            "keys.setRoles", new SetRolesRequest { KeyId = "key_1", Roles = [] },
            (client, request, token) => client.Keys.SetRolesAsync(request, token)),
        ClientCall.Of(
            "keys.updateCredits", new UpdateCreditsRequest { KeyId = "key_1", Operation = CreditOperations.Increment, Value = 1 },
            (client, request, token) => client.Keys.UpdateCreditsAsync(request, token)),
        ClientCall.Of(
            "keys.updateKey", new UpdateKeyRequest { KeyId = "key_1" },
            (client, request, token) => client.Keys.UpdateKeyAsync(request, token)),
        ClientCall.Of(
            "keys.verifyKey", new VerifyKeyRequest { Key = "k" },
            (client, request, token) => client.Keys.VerifyKeyAsync(request, token)),
        ClientCall.Of(
            "keys.whoami", new WhoamiRequest { Key = "k" },
            (client, request, token) => client.Keys.WhoamiAsync(request, token)),
        ClientCall.Of(
            "apis.createApi", new CreateApiRequest { Name = "orders" },
            (client, request, token) => client.Apis.CreateApiAsync(request, token)),
        ClientCall.Of(
            "apis.deleteApi", new DeleteApiRequest { ApiId = "api_local1" },
            (client, request, token) => client.Apis.DeleteApiAsync(request, token)),
        ClientCall.Of(
            "apis.getApi", new GetApiRequest { ApiId = "api_local1" },
            (client, request, token) => client.Apis.GetApiAsync(request, token)),
        ClientCall.Of(
            "apis.listKeys", new ListKeysRequest { ApiId = "api_local1" },
            (client, request, token) => client.Apis.ListKeysAsync(request, token)),
        ClientCall.Of(
            "identities.createIdentity", new CreateIdentityRequest { ExternalId = "user_1" },
            (client, request, token) => client.Identities.CreateIdentityAsync(request, token)),
        ClientCall.Of(
            "identities.deleteIdentity", new DeleteIdentityRequest { Identity = "user_1" },
            (client, request, token) => client.Identities.DeleteIdentityAsync(request, token)),
        ClientCall.Of(
            "identities.getIdentity", new GetIdentityRequest { Identity = "user_1" },
            (client, request, token) => client.Identities.GetIdentityAsync(request, token)),
        ClientCall.Of(
            "identities.listIdentities", new ListIdentitiesRequest(),
            (client, request, token) => client.Identities.ListIdentitiesAsync(request, token)),
        ClientCall.Of(
            "identities.updateIdentity", new UpdateIdentityRequest { Identity = "user_1" },
            (client, request, token) => client.Identities.UpdateIdentityAsync(request, token)),
        ClientCall.Of(
            "permissions.createPermission", new CreatePermissionRequest { Name = "Read", Slug = "read" },
            (client, request, token) => client.Permissions.CreatePermissionAsync(request, token)),
        ClientCall.Of(
            "permissions.createRole", new CreateRoleRequest { Name = "reader" },
            (client, request, token) => client.Permissions.CreateRoleAsync(request, token)),
        ClientCall.Of(
            "permissions.deletePermission", new DeletePermissionRequest { Permission = "read" },
            (client, request, token) => client.Permissions.DeletePermissionAsync(request, token)),
        ClientCall.Of(
            "permissions.deleteRole", new DeleteRoleRequest { Role = "reader" },
            (client, request, token) => client.Permissions.DeleteRoleAsync(request, token)),
        ClientCall.Of(
            "permissions.getPermission", new GetPermissionRequest { Permission = "read" },
            (client, request, token) => client.Permissions.GetPermissionAsync(request, token)),
        ClientCall.Of(
            "permissions.getRole", new GetRoleRequest { Role = "reader" },
            (client, request, token) => client.Permissions.GetRoleAsync(request, token)),
        ClientCall.Of(
            "permissions.listPermissions", new ListPermissionsRequest(),
            (client, request, token) => client.Permissions.ListPermissionsAsync(request, token)),
        ClientCall.Of(
            "permissions.listRoles", new ListRolesRequest(),
            (client, request, token) => client.Permissions.ListRolesAsync(request, token)),
        ClientCall.Of(
            "permissions.setRolePermissions", new SetRolePermissionsRequest { RoleId = "role_1", Permissions = ["read"] },
            (client, request, token) => client.Permissions.SetRolePermissionsAsync(request, token)),
        ClientCall.Of(
            "ratelimit.deleteOverride", new DeleteOverrideRequest { Namespace = "ns", Identifier = "user_1" },
            (client, request, token) => client.RateLimit.DeleteOverrideAsync(request, token)),
        ClientCall.Of(
            "ratelimit.getOverride", new GetOverrideRequest { Namespace = "ns", Identifier = "user_1" },
            (client, request, token) => client.RateLimit.GetOverrideAsync(request, token)),
        ClientCall.Of(
            "ratelimit.limit", new LimitRequest { Namespace = "ns", Identifier = "user_1", Limit = 1, Duration = TimeSpan.FromMinutes(1) },
            (client, request, token) => client.RateLimit.LimitAsync(request, token)),
        ClientCall.Of(
            "ratelimit.listOverrides", new ListOverridesRequest { Namespace = "ns" },
            (client, request, token) => client.RateLimit.ListOverridesAsync(request, token)),
        ClientCall.Of(
            "ratelimit.multiLimit",
            new MultiLimitRequest { Limits = [new LimitRequest { Namespace = "ns", Identifier = "user_1", Limit = 1, Duration = TimeSpan.FromMinutes(1) }] },
            (client, request, token) => client.RateLimit.MultiLimitAsync(request, token)),
        ClientCall.Of(
            "ratelimit.setOverride",
            new SetOverrideRequest { Namespace = "ns", Identifier = "user_1", Limit = 1, Duration = TimeSpan.FromMinutes(1) },
            (client, request, token) => client.RateLimit.SetOverrideAsync(request, token)),
        ClientCall.Of(
            "analytics.getVerifications", new GetVerificationsRequest { Query = "SELECT 1" },
            (client, request, token) => client.Analytics.GetVerificationsAsync(request, token)),
    ];

    public static TheoryData<string> Endpoints => [.. All.Select(call => call.Endpoint)];

    public static ClientCall Of(string endpoint) => All.Single(call => call.Endpoint == endpoint);
}
