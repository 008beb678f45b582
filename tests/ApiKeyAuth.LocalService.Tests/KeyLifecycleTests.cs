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
    public async Task What_the_database_of_the_service_refuses_is_refused_here(string fields, int status)
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
    public async Task A_reroll_overlaps_to_the_full_minute_and_cuts_the_prefix_at_its_first_underscore()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Prefix = "my_app" });

        var fresh = (await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 3_600_000, ignored = true })).Data;

        Assert.Matches("^my_[^_]+$", fresh["key"]!.GetValue<string>());
        var old = await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId });
        Assert.Equal(fixture.Now - 10_000 + 3_660_000, old.Data["expires"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_reroll_without_overlap_ends_the_old_key_at_once_and_clears_its_time_of_change()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        await fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId });

        await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 0 });

        Assert.Equal("EXPIRED", (await fixture.VerifyAsync(key)).Code);
        Assert.Null((await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId })).Data["updatedAt"]);
    }

    [Fact]
    public async Task A_reroll_revives_an_expired_key_while_the_new_one_is_expired()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Expires = fixture.Clock.GetUtcNow().AddHours(-1), Enabled = true });

        var fresh = (await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 60_000 })).Data;

        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);
        Assert.Equal("EXPIRED", (await fixture.PostAsync("keys.verifyKey", new { key = fresh["key"]!.GetValue<string>() })).Code);
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
    public async Task A_protected_API_is_not_deleted()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var api = fixture.Service.AddApi(new ApiSeed { Name = "orders", DeleteProtection = true });

        var refused = await fixture.PostAsync("apis.deleteApi", new { apiId = api.ApiId });

        Assert.Equal("412 unkey/application/protected_resource", refused.Outcome);
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
