using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests;

public class KeyLifecycleTests
{
    private const string Create = "keys.createKey";

    [Fact]
    public async Task A_creation_that_fails_leaves_nothing_behind()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var apiId = fixture.Service.AddApi("orders").ApiId;

        var reply = await fixture.PostAsync(
            Create, $$"""{"apiId":"{{apiId}}","externalId":"owner","permissions":["docs.read"],"roles":["nobody"]}""");

        Assert.Equal("404 unkey/data/role_not_found", reply.Outcome);
        Assert.Equal(404, (await fixture.PostAsync("identities.getIdentity", new { identity = "owner" })).Status);
        Assert.Empty((await fixture.PostAsync("permissions.listPermissions", new { })).Data.AsArray());
        Assert.Empty((await fixture.PostAsync("apis.listKeys", new { apiId })).Data.AsArray());
    }

    [Theory]
    [InlineData("""{"permissions":["docs.new","docs.new"]}""", 500)]
    [InlineData("""{"permissions":["docs.New","docs.new"]}""", 500)]
    [InlineData("""{"permissions":["Docs.Read"]}""", 500)]
    [InlineData("""{"permissions":["docs.read","docs.read"]}""", 200)]
    [InlineData("""{"roles":["reader","reader"]}""", 500)]
    [InlineData("""{"roles":["Reader"]}""", 404)]
    public async Task What_the_database_of_the_service_rejects_is_rejected_here(string fields, int status)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed
        {
            ApiId = apiId,
            RolePermissions = new Dictionary<string, string[]> { ["reader"] = ["docs.read"] },
        });
        var body = JsonNode.Parse(fields)!;
        body["apiId"] = key.ApiId;
        var created = await fixture.PostAsync(Create, body.ToJsonString());
        body.AsObject().Remove("apiId");
        body["keyId"] = key.KeyId;
        var updated = await fixture.PostAsync("keys.updateKey", body.ToJsonString());

        Assert.Equal((status, status), (created.Status, updated.Status));
        Assert.True(status != 500 || created.Type == "unkey/application/service_unavailable");
    }

    [Theory]
    [InlineData(65_535, 200)]
    [InlineData(65_536, 500)]
    public async Task Metadata_of_a_key_has_a_longest_form(int bytes, int status)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var meta = new { text = new string('x', bytes - """{"text":""}""".Length) };

        Assert.Equal(status, (await fixture.PostAsync(Create, new { apiId = fixture.Service.AddApi("orders").ApiId, meta })).Status);
    }

    [Fact]
    public async Task A_prefix_and_length_come_from_the_API_where_the_call_names_none()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var api = fixture.Service.AddApi(new ApiSeed { Name = "orders", DefaultPrefix = "ord", DefaultByteLength = 64 });

        var key = (await fixture.PostAsync(Create, new { apiId = api.ApiId })).Data["key"]!.GetValue<string>();

        Assert.StartsWith("ord_", key, StringComparison.Ordinal);
        Assert.InRange(key.Length, 84, 92);
    }

    [Fact]
    public async Task Only_a_permanent_deletion_frees_the_hash()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var apiId = fixture.Service.AddApi("orders").ApiId;
        var soft = fixture.Service.AddKey(new KeySeed { ApiId = apiId, Key = "soft" });
        var hard = fixture.Service.AddKey(new KeySeed { ApiId = apiId, Key = "hard" });
        await fixture.PostAsync("keys.deleteKey", new { keyId = soft.KeyId });
        await fixture.PostAsync("keys.deleteKey", new { keyId = hard.KeyId, permanent = true });

        Assert.Throws<ArgumentException>(() => fixture.Service.AddKey(new KeySeed { ApiId = apiId, Key = "soft" }));
        Assert.Equal("VALID", (await fixture.VerifyAsync(fixture.Service.AddKey(new KeySeed { ApiId = apiId, Key = "hard" }))).Code);
    }

    [Fact]
    public async Task Only_an_update_sets_the_time_of_change()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 5, RolePermissions = { ["reader"] = [] } });
        foreach (var (endpoint, body) in new (string, object)[]
        {
            ("keys.updateCredits", new { keyId = key.KeyId, operation = "decrement", value = 1 }),
            ("keys.addPermissions", new { keyId = key.KeyId, permissions = new[] { "docs.read", "docs.write" } }),
            ("keys.removePermissions", new { keyId = key.KeyId, permissions = new[] { "docs.read" } }),
            ("keys.setPermissions", new { keyId = key.KeyId, permissions = new[] { "docs.list" } }),
            ("keys.addRoles", new { keyId = key.KeyId, roles = new[] { "reader" } }),
            ("keys.removeRoles", new { keyId = key.KeyId, roles = new[] { "reader" } }),
            ("keys.setRoles", new { keyId = key.KeyId, roles = new[] { "reader" } }),
            ("keys.verifyKey", new { key = key.Key }),
        })
        {
            Assert.Equal(200, (await fixture.PostAsync(endpoint, body)).Status);
            Assert.Null(await UpdatedAtAsync());
        }

        await fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId });

        Assert.Equal(fixture.Now, await UpdatedAtAsync());

        async Task<long?> UpdatedAtAsync() =>
            (await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId })).Data["updatedAt"]?.GetValue<long>();
    }

    [Fact]
    public async Task A_protected_API_is_not_deleted()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var api = fixture.Service.AddApi(new ApiSeed { Name = "orders", DeleteProtection = true });

        var rejected = await fixture.PostAsync("apis.deleteApi", new { apiId = api.ApiId });

        Assert.Equal("412 unkey/application/protected_resource", rejected.Outcome);
        Assert.Equal(200, (await fixture.PostAsync("apis.getApi", new { apiId = api.ApiId })).Status);
    }

    [Fact]
    public async Task Keys_of_a_deleted_API_are_not_found_by_any_call()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        await fixture.PostAsync("apis.deleteApi", new { apiId = key.ApiId });

        Assert.Equal("NOT_FOUND", (await fixture.VerifyAsync(key)).Code);
        Assert.Equal(404, (await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId })).Status);
        Assert.Equal(404, (await fixture.PostAsync("keys.whoami", new { key = key.Key })).Status);
        Assert.Equal(404, (await fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId, name = "x" })).Status);
    }
}
