namespace ApiKeyAuth.LocalService.Tests;

public class SeedTests
{
    [Fact]
    public async Task A_seeded_key_carries_everything()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var api = fixture.Service.AddApi("orders", "api_orders");
        var key = fixture.Service.AddKey(new KeySeed
        {
            ApiId = api.ApiId,
            Key = "sk_fixed_text",
            KeyId = "key_fixed",
            Name = "worker",
            ExternalId = "owner",
            Meta = """{"plan":"pro"}""",
            Roles = ["plain"],
            RolePermissions = new Dictionary<string, string[]> { ["editor"] = ["docs.write"] },
            Permissions = ["docs.read"],
            Expires = fixture.Clock.GetUtcNow().AddHours(1),
            Credits = 10,
            Refill = new LocalRefill(RefillInterval.Monthly, 100, 31),
            RateLimits = [new LocalRateLimit("requests", 5, TimeSpan.FromMinutes(1), AutoApply: true)],
        });

        var result = await fixture.PostAsync("keys.verifyKey", new { key = "sk_fixed_text", permissions = "docs.read AND docs.write" });
        var details = await fixture.PostAsync("keys.getKey", new { keyId = "key_fixed" });

        Assert.Equal(("key_fixed", "sk_fixed_text", "api_orders"), (key.KeyId, key.Key, key.ApiId));
        Assert.Equal("VALID", result.Code);
        Assert.Equal("""["plain","editor"]""", result.Data["roles"]!.ToJsonString());
        Assert.Equal("""{"plan":"pro"}""", result.Data["meta"]!.ToJsonString());
        Assert.Equal(fixture.Now + 3_600_000, result.Data["expires"]!.GetValue<long>());
        Assert.Equal(
            """{"remaining":9,"refill":{"interval":"monthly","amount":100,"refillDay":31}}""", details.Data["credits"]!.ToJsonString());
        Assert.Equal("sk_fixed_text", details.Data["start"]!.GetValue<string>());
        Assert.Equal("owner", details.Data["identity"]!["externalId"]!.GetValue<string>());
        Assert.Equal(60_000, details.Data["ratelimits"]![0]!["duration"]!.GetValue<int>());
    }

    public static TheoryData<string, Func<string, KeySeed>> Impossible => new()
    {
        { "api", _ => new KeySeed { ApiId = "api_unknown" } },
        { "key", apiId => new KeySeed { ApiId = apiId, Key = "taken" } },
        { "id", apiId => new KeySeed { ApiId = apiId, KeyId = "key_taken" } },
        { "credits", apiId => new KeySeed { ApiId = apiId, Credits = -1 } },
        { "refill", apiId => new KeySeed { ApiId = apiId, Refill = new(RefillInterval.Monthly, 1, 32) } },
        { "limit", apiId => new KeySeed { ApiId = apiId, RateLimits = [new("abc", 0, TimeSpan.FromSeconds(1))] } },
        { "duration", apiId => new KeySeed { ApiId = apiId, RateLimits = [new("abc", 1, TimeSpan.FromMilliseconds(999))] } },
        { "name", apiId => new KeySeed { ApiId = apiId, RateLimits = [new("abc", 1, Hour), new("abc", 2, Hour)] } },
        { "meta", apiId => new KeySeed { ApiId = apiId, Meta = "[]" } },
        { "broken meta", apiId => new KeySeed { ApiId = apiId, Meta = "{" } },
        { "slug", apiId => new KeySeed { ApiId = apiId, Permissions = ["docs.a", "docs.A"] } },
    };

    private static TimeSpan Hour => TimeSpan.FromHours(1);

    [Theory]
    [MemberData(nameof(Impossible))]
    public async Task A_seed_that_the_protocol_could_not_bring_about_is_rejected(string what, Func<string, KeySeed> seed)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var apiId = fixture.Service.AddApi("orders").ApiId;
        fixture.Service.AddKey(new KeySeed { ApiId = apiId, Key = "taken", KeyId = "key_taken" });

        var fault = Assert.ThrowsAny<ArgumentException>(() => fixture.Service.AddKey(seed(apiId)));

        Assert.DoesNotContain("taken\"", fault.Message, StringComparison.Ordinal);
        var keys = (await fixture.PostAsync("apis.listKeys", new { apiId })).Data.AsArray();
        Assert.True(keys.Count == 1, what);
    }
}
