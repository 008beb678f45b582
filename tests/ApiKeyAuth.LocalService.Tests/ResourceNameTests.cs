namespace ApiKeyAuth.LocalService.Tests;

/// <summary>Root-key permissions in the form of resource names, in addition to tuples.</summary>
public class ResourceNameTests
{
    private const string Forbidden = "403 unkey/authorization/insufficient_permissions";
    private const string Prefix = "unkey:v1:ws_1:projects/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, string> Calls { get; } = new()
    {
        { "keys.verifyKey", """{"key":"{key}"}""", "keys/{id}#verify", "200 NOT_FOUND" },
        { "keys.getKey", """{"keyId":"{id}"}""", "keys/{id}#read", Forbidden },
        { "keys.whoami", """{"key":"{key}"}""", "keys/{id}#read", "404 unkey/data/key_not_found" },
        { "keys.updateKey", """{"keyId":"{id}"}""", "keys/{id}#write", Forbidden },
        { "keys.updateCredits", """{"keyId":"{id}","operation":"set"}""", "keys/{id}#write", Forbidden },
        { "keys.addPermissions", """{"keyId":"{id}","permissions":["docs.read"]}""", "keys/{id}#write", Forbidden },
        { "keys.removePermissions", """{"keyId":"{id}","permissions":["docs.read"]}""", "keys/{id}#write", Forbidden },
        { "keys.setPermissions", """{"keyId":"{id}","permissions":[]}""", "keys/{id}#write", Forbidden },
        { "keys.addRoles", """{"keyId":"{id}","roles":["reader"]}""", "keys/{id}#write", Forbidden },
        { "keys.removeRoles", """{"keyId":"{id}","roles":["reader"]}""", "keys/{id}#write", Forbidden },
        { "keys.setRoles", """{"keyId":"{id}","roles":["reader"]}""", "keys/{id}#write", Forbidden },
        { "keys.deleteKey", """{"keyId":"{id}"}""", "keys/{id}#delete", Forbidden },
        { "keys.createKey", """{"apiId":"{api}"}""", "keys/*#write", "404 unkey/data/api_not_found" },
        { "keys.rerollKey", """{"keyId":"{id}","expiration":0}""", "keys/*#write", Forbidden },
        { "keys.migrateKeys", """{"migrationId":"mig_1","apiId":"{api}","keys":[{"hash":"abc"}]}""", "keys/*#write", Forbidden },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_about_a_key_is_allowed_by_its_action_on_that_key_alone(string endpoint, string body, string resource, string rejection)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddMigration("mig_1");
        var key = AddKey(fixture);
        var (keys, action) = (resource.Split('#')[0], resource.Split('#')[1]);

        foreach (var other in new[] { "verify", "read", "write", "delete", "decrypt" }.Where(other => other != action))
        {
            Assert.Equal(rejection, await OutcomeAsync($"{Prefix}proj_1/keyspaces/ks_orders/keys/*#{other}"));
        }

        Assert.Equal(rejection, await OutcomeAsync($"{Prefix}proj_1/keyspaces/ks_invoices/keys/*#{action}"));
        Assert.Equal(rejection, await OutcomeAsync($"{Prefix}proj_1/keyspaces/ks_orders/keys/key_other#{action}"));
        Assert.Equal(rejection, await OutcomeAsync($"{Prefix}proj_1/keyspaces/{key.ApiId}/keys/*#{action}"));
        Assert.StartsWith("200", await OutcomeAsync($"{Prefix}proj_1/keyspaces/ks_orders/{keys}#{action}"), StringComparison.Ordinal);

        async Task<string> OutcomeAsync(string permission)
        {
            fixture.Service.AddRootKey("limited", "api.*.read_api", permission.Replace("{id}", key.KeyId, StringComparison.Ordinal));
            var filled = body.Replace("{api}", key.ApiId, StringComparison.Ordinal).Replace("{id}", key.KeyId, StringComparison.Ordinal)
                .Replace("{key}", key.Key, StringComparison.Ordinal);
            return (await fixture.PostAsync(endpoint, filled, "limited")).Outcome;
        }
    }

    [Theory]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/key_1#verify", true)]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*#verify", true)]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/*/keys/*#verify", true)]
    [InlineData("unkey:v1:ws_1:projects/*/keyspaces/*/keys/*#verify", true)]
    [InlineData("unkey:v1:*:projects/*/keyspaces/*/keys/*#verify", true)]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_invoices/keys/key_1#verify", false)]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/KS_ORDERS/keys/*#verify", false)]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/key_10#verify", false)]
    public async Task Segment_matches_exactly_or_is_an_asterisk(string permission, bool allows)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = AddKey(fixture);
        fixture.Service.AddRootKey("limited", permission);

        Assert.Equal(allows ? "200 VALID" : "200 NOT_FOUND", (await fixture.PostAsync("keys.verifyKey", new { key = key.Key }, "limited")).Outcome);
    }

    [Theory]
    [InlineData("unkey:v1:ws_1:projects/*/keyspaces/ks_orders/keys/*#verify")]
    [InlineData("unkey:v1:*:projects/proj_1/keyspaces/ks_orders/keys/key_1#verify")]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/*/keys/key_1#verify")]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_*/keys/*#verify")]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*#verify_key")]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*#*")]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*#Verify")]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*")]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*#verify\n")]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/#verify")]
    [InlineData("unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders#verify")]
    [InlineData("unkey:v2:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*#verify")]
    [InlineData("UNKEY:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*#verify")]
    [InlineData("unkey:v1:ws_1:**#*")]
    public async Task Permission_that_is_meant_as_a_resource_name_and_is_not_one_is_rejected(string permission)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(
            folder.File, System.Text.Json.JsonSerializer.Serialize(new { rootKeys = new[] { new { rootKey = "hidden", permissions = new[] { permission } } } }),
            Token);

        var fault = Assert.Throws<ArgumentException>(() => fixture.Service.AddRootKey("hidden", permission));
        var seedFault = await Assert.ThrowsAsync<InvalidDataException>(
            () => LocalKeyService.StartAsync(options => options.SeedFile = folder.File, Token));

        Assert.Contains($"'{permission}' of the root key is not a resource name. Set unkey:v1:", fault.Message, StringComparison.Ordinal);
        Assert.Contains("rootKeys[0]: The permission '", seedFault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fault.Message + seedFault.Message, StringComparison.Ordinal);
        Assert.Equal(401, (await fixture.PostAsync("apis.createApi", new { name = "orders" }, "hidden")).Status);
    }

    [Fact]
    public async Task Listing_needs_the_API_as_a_tuple_and_all_of_its_keys()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = AddKey(fixture);
        const string all = Prefix + "p/keyspaces/ks_orders/keys/*#read";

        Assert.Equal(200, await StatusAsync(all, "api.*.read_api"));
        Assert.Equal(404, await StatusAsync(all));
        Assert.Equal(404, await StatusAsync(Prefix + "p/keyspaces/ks_orders/keys/key_1#read", "api.*.read_api"));

        async Task<int> StatusAsync(params string[] permissions)
        {
            fixture.Service.AddRootKey("limited", permissions);
            return (await fixture.PostAsync("apis.listKeys", new { apiId = key.ApiId }, "limited")).Status;
        }
    }

    [Fact]
    public async Task Permission_of_an_unknown_name_is_created_only_by_those_who_may_create_permissions()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = AddKey(fixture);
        fixture.Service.AddRootKey("limited", Prefix + "p/keyspaces/ks_orders/keys/key_1#write");

        var rejected = await fixture.PostAsync("keys.addPermissions", new { keyId = key.KeyId, permissions = new[] { "docs.new" } }, "limited");

        Assert.Equal(Forbidden, rejected.Outcome);
    }

    [Fact]
    public async Task Both_forms_are_kept_in_the_data_file()
    {
        using var folder = new DataFolder();
        string text;
        await using (var fixture = await ServiceFixture.StartAsync(options => options.DataFile = folder.File))
        {
            text = AddKey(fixture).Key;
            fixture.Service.AddRootKey("limited", Prefix + "p/keyspaces/ks_orders/keys/*#verify", "api.*.read_api");
        }

        await using var restarted = await ServiceFixture.StartAsync(options => options.DataFile = folder.File);

        Assert.Equal("200 VALID", (await restarted.PostAsync("keys.verifyKey", new { key = text }, "limited")).Outcome);
        Assert.Equal(200, (await restarted.PostAsync("apis.getApi", new { apiId = "api_orders" }, "limited")).Status);
        Assert.Equal(403, (await restarted.PostAsync("keys.getKey", new { keyId = "key_1" }, "limited")).Status);
    }

    private static LocalKey AddKey(ServiceFixture fixture)
    {
        var api = fixture.Service.AddApi(new ApiSeed { Name = "orders", ApiId = "api_orders", KeyspaceId = "ks_orders" });
        return fixture.Service.AddKey(
            new KeySeed { ApiId = api.ApiId, KeyId = "key_1", Permissions = ["docs.read"], RolePermissions = { ["reader"] = [] } });
    }
}
