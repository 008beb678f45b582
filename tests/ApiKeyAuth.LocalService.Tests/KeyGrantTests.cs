namespace ApiKeyAuth.LocalService.Tests;

/// <summary>The permissions that each call on keys needs, and the errors when a root key lacks some of them.</summary>
public class KeyGrantTests
{
    private const string Forbidden = "403 unkey/authorization/insufficient_permissions";
    private const string NoSuchApi = "404 unkey/data/api_not_found";

    public static TheoryData<string, string, string, string> Calls { get; } = new()
    {
        { "keys.createKey", """{"apiId":"{api}"}""", "api.{api}.create_key", NoSuchApi },
        { "keys.getKey", """{"keyId":"{id}"}""", "api.{api}.read_key", Forbidden },
        { "keys.whoami", """{"key":"{key}"}""", "api.{api}.read_key", "404 unkey/data/key_not_found" },
        { "keys.verifyKey", """{"key":"{key}"}""", "api.{api}.verify_key", "200 NOT_FOUND" },
        { "keys.updateKey", """{"keyId":"{id}"}""", "api.{api}.update_key", Forbidden },
        { "keys.deleteKey", """{"keyId":"{id}"}""", "api.{api}.delete_key", Forbidden },
        { "keys.rerollKey", """{"keyId":"{id}","expiration":0}""", "api.{api}.create_key", Forbidden },
        { "keys.updateCredits", """{"keyId":"{id}","operation":"set"}""", "api.{api}.update_key", Forbidden },
        {
            "keys.addPermissions", """{"keyId":"{id}","permissions":["docs.new"]}""",
            "api.{api}.update_key rbac.*.add_permission_to_key rbac.*.create_permission", Forbidden
        },
        {
            "keys.addPermissions", """{"keyId":"{id}","permissions":["docs.read"]}""",
            "api.{api}.update_key rbac.*.add_permission_to_key", Forbidden
        },
        {
            "keys.removePermissions", """{"keyId":"{id}","permissions":["docs.read"]}""",
            "api.{api}.update_key rbac.*.remove_permission_from_key", Forbidden
        },
        {
            "keys.setPermissions", """{"keyId":"{id}","permissions":["docs.new"]}""",
            "api.{api}.update_key rbac.*.add_permission_to_key rbac.*.remove_permission_from_key rbac.*.create_permission", Forbidden
        },
        {
            "keys.setPermissions", """{"keyId":"{id}","permissions":[]}""",
            "api.{api}.update_key rbac.*.add_permission_to_key rbac.*.remove_permission_from_key", Forbidden
        },
        { "keys.addRoles", """{"keyId":"{id}","roles":["reader"]}""", "api.{api}.update_key rbac.*.add_role_to_key", Forbidden },
        { "keys.removeRoles", """{"keyId":"{id}","roles":["reader"]}""", "api.{api}.update_key", Forbidden },
        { "keys.setRoles", """{"keyId":"{id}","roles":["reader"]}""", "api.{api}.update_key", Forbidden },
        {
            "keys.migrateKeys",
            """{"migrationId":"mig_1","apiId":"{api}","keys":[{"hash":"abc","roles":["new"],"permissions":["new"]}]}""",
            "api.{api}.create_key", Forbidden
        },
        { "apis.listKeys", """{"apiId":"{api}"}""", "api.{api}.read_key api.{api}.read_api", NoSuchApi },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_needs_every_one_of_its_permissions_on_that_very_API(
        string endpoint, string body, string grants, string error)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddMigration("mig_1");
        var other = fixture.Service.AddApi("invoices").ApiId;
        var key = fixture.AddKey(
            apiId => new KeySeed { ApiId = apiId, Permissions = ["docs.read"], RolePermissions = { ["reader"] = [] } });
        var needed = grants.Replace("{api}", key.ApiId, StringComparison.Ordinal).Split(' ');
        var before = await ListAsync(fixture, key);

        foreach (var missing in needed)
        {
            string[] rest = [.. needed.Except([missing]), missing.Replace(key.ApiId, other, StringComparison.Ordinal)];
            string[] held = rest[^1] == missing ? [.. rest[..^1], "api.*.delete_api"] : rest;
            Assert.Equal(error, (await CallAsync("lacking " + missing, held)).Outcome);
        }

        Assert.Equal(before, await ListAsync(fixture, key));
        var granted = await CallAsync("narrow", needed);
        Assert.Equal(200, granted.Status);
        Assert.NotEqual(error, granted.Outcome);

        async Task<Reply> CallAsync(string rootKey, string[] held)
        {
            fixture.Service.AddRootKey(rootKey, held);
            var filled = body.Replace("{api}", key.ApiId, StringComparison.Ordinal)
                .Replace("{id}", key.KeyId, StringComparison.Ordinal)
                .Replace("{key}", key.Key, StringComparison.Ordinal);
            return await fixture.PostAsync(endpoint, filled, rootKey);
        }
    }

    [Theory]
    [InlineData("keys.getKey", """{"keyId":"key_unknown"}""", "404 unkey/data/key_not_found")]
    [InlineData("keys.rerollKey", """{"keyId":"key_unknown","expiration":0}""", "404 unkey/data/key_not_found")]
    [InlineData("keys.addPermissions", """{"keyId":"key_unknown","permissions":["docs.new"]}""", "404 unkey/data/key_not_found")]
    [InlineData("keys.removeRoles", """{"keyId":"{id}","roles":["nobody"]}""", Forbidden)]
    [InlineData("keys.updateCredits", """{"keyId":"{id}","operation":"increment"}""", Forbidden)]
    [InlineData("keys.updateKey", """{"keyId":"{id}","credits":{"refill":{"interval":"monthly","amount":1}}}""", Forbidden)]
    [InlineData("keys.getKey", """{"keyId":"{id}","decrypt":true}""", Forbidden)]
    [InlineData("keys.createKey", """{"apiId":"api_unknown"}""", NoSuchApi)]
    [InlineData("keys.createKey", """{"apiId":"{api}","recoverable":true,"roles":["nobody"]}""", NoSuchApi)]
    [InlineData("keys.migrateKeys", """{"migrationId":"mig_unknown","apiId":"api_unknown","keys":[{"hash":"abc"}]}""", Forbidden)]
    [InlineData("apis.listKeys", """{"apiId":"{api}","decrypt":true}""", NoSuchApi)]
    public async Task What_is_unknown_comes_before_what_is_forbidden_and_that_before_what_is_wrong(
        string endpoint, string body, string outcome)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddRootKey("limited", "api.*.read_api");
        var key = fixture.AddKey();
        var filled = body.Replace("{api}", key.ApiId, StringComparison.Ordinal).Replace("{id}", key.KeyId, StringComparison.Ordinal);

        Assert.Equal(outcome, (await fixture.PostAsync(endpoint, filled, "limited")).Outcome);
    }

    [Theory]
    [InlineData("keys.migrateKeys", """{"migrationId":"mig_unknown","apiId":"api_unknown","keys":[{"hash":"abc"}]}""", NoSuchApi)]
    [InlineData(
        "keys.migrateKeys",
        """{"migrationId":"mig_unknown","apiId":"{api}","keys":[{"hash":"abc"}]}""",
        "404 unkey/data/migration_not_found")]
    [InlineData(
        "keys.createKey", """{"apiId":"{api}","recoverable":true,"roles":["nobody"]}""", "412 unkey/application/precondition_failed")]
    [InlineData("keys.getKey", """{"keyId":"{id}","decrypt":true}""", "412 unkey/application/precondition_failed")]
    [InlineData("apis.listKeys", """{"apiId":"{api}","decrypt":true}""", "412 unkey/application/precondition_failed")]
    [InlineData("apis.listKeys", """{"apiId":"{api}","decrypt":false,"revalidateKeysCache":true}""", "200")]
    public async Task Missing_permissions_are_reported_to_callers_who_may_know_of_the_API(string endpoint, string body, string outcome)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        var filled = body.Replace("{api}", key.ApiId, StringComparison.Ordinal).Replace("{id}", key.KeyId, StringComparison.Ordinal);

        Assert.Equal(outcome, (await fixture.PostAsync(endpoint, filled)).Outcome);
    }

    private static async Task<string> ListAsync(ServiceFixture fixture, LocalKey key) =>
        (await fixture.PostAsync("apis.listKeys", new { apiId = key.ApiId })).Data.ToJsonString();
}
