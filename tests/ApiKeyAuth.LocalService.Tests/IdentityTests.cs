namespace ApiKeyAuth.LocalService.Tests;

public class IdentityTests
{
    [Fact]
    public async Task A_deleted_identity_leaves_its_keys_and_frees_its_name()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, ExternalId = "owner" });
        var id = (await fixture.PostAsync("identities.getIdentity", new { identity = "owner" })).Data["id"]!.GetValue<string>();
        await fixture.PostAsync("identities.deleteIdentity", new { identity = id });

        var listed = await fixture.PostAsync("apis.listKeys", new { apiId = key.ApiId });
        Assert.Equal($$"""{"id":"{{id}}","externalId":""}""", listed.Data[0]!["identity"]!.ToJsonString());
        Assert.Empty((await fixture.PostAsync("apis.listKeys", new { apiId = key.ApiId, externalId = "owner" })).Data.AsArray());
        Assert.Equal(200, (await fixture.PostAsync("identities.createIdentity", new { externalId = "owner" })).Status);
        Assert.Null((await fixture.VerifyAsync(key)).Data["identity"]);
        await fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId, externalId = "owner" });
        Assert.NotEqual(id, (await fixture.VerifyAsync(key)).Data["identity"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Limits_that_stay_keep_their_ids()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        await fixture.PostAsync("identities.createIdentity", Body("externalId", Limit("abc", 1), Limit("abc", 2), Limit("def", 3)));
        var before = (await fixture.PostAsync("identities.getIdentity", new { identity = "owner" })).Data["ratelimits"]!.AsArray();
        Assert.Equal([2, 3], before.Select(limit => limit!["limit"]!.GetValue<int>()).Order());

        var after = (await fixture.PostAsync("identities.updateIdentity", Body("identity", Limit("abc", 9)))).Data["ratelimits"]!.AsArray();

        var kept = Assert.Single(after)!;
        Assert.Equal(9, kept["limit"]!.GetValue<int>());
        Assert.Equal(
            before.Single(limit => limit!["name"]!.GetValue<string>() == "abc")!["id"]!.GetValue<string>(), kept["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(1_048_576, 200)]
    [InlineData(1_048_577, 400)]
    public async Task Metadata_of_an_identity_has_a_longest_form(int bytes, int status)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var meta = new { text = new string('x', bytes - """{"text":""}""".Length) };

        Assert.Equal(status, (await fixture.PostAsync("identities.createIdentity", new { externalId = "owner", meta })).Status);
    }

    [Fact]
    public async Task An_update_checks_its_input_before_it_looks_for_the_identity()
    {
        await using var fixture = await ServiceFixture.StartAsync();

        const string update = "identities.updateIdentity";

        Assert.Equal(400, (await fixture.PostAsync(update, Body("identity", Limit("abc", 1), Limit("abc", 2)))).Status);
        Assert.Equal(404, (await fixture.PostAsync(update, Body("identity", Limit("abc", 1)))).Status);
    }

    [Fact]
    public async Task Reading_needs_a_permission_for_each_row_that_would_be_shown()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var first = await CreateAsync("first");
        await CreateAsync("second");
        fixture.Service.AddRootKey("narrow", $"identity.{first}.read_identity");

        Assert.Equal(200, await StatusAsync("identities.getIdentity", new { identity = "first" }));
        Assert.Equal(403, await StatusAsync("identities.getIdentity", new { identity = "second" }));
        Assert.Equal(404, await StatusAsync("identities.getIdentity", new { identity = "third" }));
        Assert.Equal(403, await StatusAsync("identities.listIdentities", new { }));
        Assert.Equal(200, await StatusAsync("identities.listIdentities", new { search = " FIRST " }));
        Assert.Equal(200, await StatusAsync("identities.listIdentities", new { search = "nobody" }));

        async Task<string> CreateAsync(string externalId) =>
            (await fixture.PostAsync("identities.createIdentity", new { externalId })).Data["identityId"]!.GetValue<string>();

        async Task<int> StatusAsync(string endpoint, object body) => (await fixture.PostAsync(endpoint, body, "narrow")).Status;
    }

    private static object Limit(string name, int limit) => new { name, limit, duration = 60_000, autoApply = false };

    private static Dictionary<string, object> Body(string member, params object[] ratelimits) =>
        new() { [member] = "owner", ["ratelimits"] = ratelimits };
}
