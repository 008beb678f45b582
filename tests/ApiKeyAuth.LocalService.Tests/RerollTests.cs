using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests;

public class RerollTests
{
    [Fact]
    public async Task The_new_key_has_everything_of_the_old_one_and_limits_of_its_own_that_begin_at_zero()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed
        {
            ApiId = apiId,
            Key = "imported",
            Name = "worker",
            Meta = """{"a":[1,null]}""",
            ExternalId = "owner",
            Expires = fixture.Clock.GetUtcNow().AddDays(1),
            Credits = 9,
            Refill = new(RefillInterval.Monthly, 20, 31),
            Permissions = ["docs.read"],
            RolePermissions = { ["reader"] = ["docs.list"] },
            RateLimits = [new("requests", 5, TimeSpan.FromHours(1), AutoApply: true), new("tokens", 50, TimeSpan.FromHours(1))],
        });
        await fixture.VerifyAsync(key);
        await fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId, enabled = true });
        var before = await GetAsync(fixture, key.KeyId);

        var answer = (await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 60_000 })).Data;

        var (newKeyId, newKeyText) = (answer["keyId"]!.GetValue<string>(), answer["key"]!.GetValue<string>());
        var (old, copy) = (await GetAsync(fixture, key.KeyId), await GetAsync(fixture, newKeyId));
        var limits = new[] { before, copy }.SelectMany(data => data["ratelimits"]!.AsArray());
        Assert.Equal(4, limits.Select(limit => limit!["id"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(newKeyText[..4], copy["start"]!.GetValue<string>());
        Assert.Equal(Common(before), Common(copy));
        Assert.NotEqual(before["expires"]!.ToJsonString(), old["expires"]!.ToJsonString());
        Assert.Equal(before["credits"]!.ToJsonString(), old["credits"]!.ToJsonString());
        Assert.Equal([null, null], [old["updatedAt"], copy["updatedAt"]]);
        var result = (await fixture.PostAsync("keys.verifyKey", new { key = newKeyText })).Data;
        Assert.Equal((4, 7), (result["ratelimits"]![0]!["remaining"]!.GetValue<int>(), result["credits"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_disabled_key_yields_a_disabled_one_and_a_deleted_one_none()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Enabled = false });

        var newKey = (await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 0 })).Data;
        await fixture.PostAsync("keys.deleteKey", new { keyId = key.KeyId });

        Assert.Equal("DISABLED", (await fixture.PostAsync("keys.verifyKey", new { key = newKey["key"]!.GetValue<string>() })).Code);
        Assert.Equal(
            "404 unkey/data/key_not_found",
            (await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 0 })).Outcome);
    }

    [Fact]
    public async Task The_length_and_where_the_old_key_shows_none_the_prefix_are_those_of_the_API()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var apiId = fixture.Service.AddApi(new ApiSeed { Name = "orders", DefaultPrefix = "ord", DefaultByteLength = 64 }).ApiId;
        var key = fixture.Service.AddKey(new KeySeed { ApiId = apiId, Key = "shown" });

        var newKeyText = (await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 0 })).Data["key"]!.GetValue<string>();

        Assert.StartsWith("ord_", newKeyText, StringComparison.Ordinal);
        Assert.InRange(newKeyText.Length, 84, 92);
    }

    [Fact]
    public async Task A_reroll_overlaps_to_the_full_minute_and_cuts_the_prefix_at_its_first_underscore()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Prefix = "my_app" });

        var newKey = (await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 3_600_000, ignored = true })).Data;

        Assert.Matches("^my_[^_]+$", newKey["key"]!.GetValue<string>());
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

        var newKey = (await fixture.PostAsync("keys.rerollKey", new { keyId = key.KeyId, expiration = 60_000 })).Data;

        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);
        Assert.Equal("EXPIRED", (await fixture.PostAsync("keys.verifyKey", new { key = newKey["key"]!.GetValue<string>() })).Code);
    }

    private static async Task<JsonNode> GetAsync(ServiceFixture fixture, string keyId) =>
        (await fixture.PostAsync("keys.getKey", new { keyId })).Data;

    /// <summary>The members that a copy has in common with its original.</summary>
    private static string Common(JsonNode data)
    {
        var common = data.DeepClone().AsObject();
        foreach (var own in new[] { "keyId", "start", "updatedAt" })
        {
            common.Remove(own);
        }

        foreach (var limit in common["ratelimits"]!.AsArray())
        {
            limit!.AsObject().Remove("id");
        }

        return common.ToJsonString();
    }
}
