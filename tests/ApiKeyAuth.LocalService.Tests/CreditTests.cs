namespace ApiKeyAuth.LocalService.Tests;

public class CreditTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sixty_four_callers_of_a_key_with_thirty_credits_are_charged_exactly_thirty(bool stored)
    {
        using var folder = new DataFolder();
        await using var fixture = await ServiceFixture.StartAsync(folder.If(stored));
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 30 });

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => fixture.VerifyAsync(key)));

        Assert.Equal(30, results.Count(result => result.Code == "VALID"));
        Assert.Equal(34, results.Count(result => result.Code == "USAGE_EXCEEDED"));
        Assert.Equal(
            Enumerable.Range(0, 30).Select(left => (long)left),
            results.Where(result => result.Code == "VALID").Select(result => result.Data["credits"]!.GetValue<long>()).Order());
        Assert.Equal(0, await RemainingAsync(fixture, key));
        fixture.Service.ShouldHaveCharged(key.KeyId, 30);
    }

    [Fact]
    public async Task A_verification_that_charges_nothing_writes_nothing()
    {
        using var folder = new DataFolder();
        await using var fixture = await ServiceFixture.StartAsync(
            options => (options.DataFile, options.Analytics) = (folder.File, false));
        var (free, metered) = (fixture.AddKey(), fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 1 }));
        var before = folder.Bytes();

        await fixture.VerifyAsync(free);
        await fixture.PostAsync("keys.verifyKey", new { key = metered.Key, credits = new { cost = 0 } });
        await fixture.PostAsync("keys.verifyKey", new { key = metered.Key, credits = new { cost = 2 } });
        Assert.Equal(before, folder.Bytes());

        await fixture.VerifyAsync(metered);
        Assert.NotEqual(before, folder.Bytes());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Concurrent_changes_of_one_key_lose_nothing(bool stored)
    {
        using var folder = new DataFolder();
        await using var fixture = await ServiceFixture.StartAsync(folder.If(stored));
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 1000 });
        var calls = Enumerable.Range(0, 40).SelectMany(i => new[]
        {
            fixture.VerifyAsync(key),
            fixture.PostAsync("keys.updateCredits", new { keyId = key.KeyId, operation = "increment", value = 10 }),
            fixture.PostAsync("keys.addPermissions", new { keyId = key.KeyId, permissions = new[] { $"docs.{i}" } }),
            fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId, name = $"name {i}" }),
        });

        Assert.All(await Task.WhenAll(calls), reply => Assert.Equal(200, reply.Status));

        Assert.Equal(1000 - 40 + 400, await RemainingAsync(fixture, key));
        var details = await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId });
        Assert.Equal(40, details.Data["permissions"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Concurrent_updates_of_different_members_of_one_key_all_stay(bool stored)
    {
        using var folder = new DataFolder();
        await using var fixture = await ServiceFixture.StartAsync(folder.If(stored));
        var key = fixture.AddKey();
        for (var i = 1; i <= 20; i++)
        {
            object[] updates =
            [
                new { keyId = key.KeyId, name = $"name {i}" },
                new { keyId = key.KeyId, meta = new { round = i } },
                new { keyId = key.KeyId, expires = 4_000_000_000_000 + i },
                new { keyId = key.KeyId, credits = new { remaining = i } },
                new { keyId = key.KeyId, externalId = $"owner_{i}" },
                new { keyId = key.KeyId, ratelimits = new[] { new { name = "requests", limit = i, duration = 1000, autoApply = false } } },
                new { keyId = key.KeyId, permissions = new[] { $"docs.{i}" } },
            ];

            var replies = await Task.WhenAll(updates.Select(update => fixture.PostAsync("keys.updateKey", update)));

            Assert.All(replies, reply => Assert.Equal(200, reply.Status));
            var data = (await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId })).Data;
            Assert.Equal(
                $"name {i}, {{\"round\":{i}}}, {4_000_000_000_000 + i}, {{\"remaining\":{i}}}, owner_{i}, {i}, [\"docs.{i}\"]",
                $"{data["name"]}, {data["meta"]!.ToJsonString()}, {data["expires"]}, {data["credits"]!.ToJsonString()}, "
                + $"{data["identity"]!["externalId"]}, {data["ratelimits"]!.AsArray().Single()!["limit"]}, {data["permissions"]!.ToJsonString()}");
        }
    }

    [Fact]
    public async Task A_balance_beyond_64_bits_is_rejected_and_left_as_it_was()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = long.MaxValue - 1 });

        var reply = await ChangeAsync(fixture, key, """ "operation":"increment","value":2 """);

        Assert.Equal("500 unkey/application/service_unavailable", reply.Outcome);
        Assert.Equal(long.MaxValue - 1, await RemainingAsync(fixture, key));
        Assert.Equal(200, (await ChangeAsync(fixture, key, """ "operation":"increment","value":1 """)).Status);
    }

    [Theory]
    [InlineData(""" "operation":"set","value":7 """, """{"remaining":7,"refill":{"interval":"daily","amount":5}}""")]
    [InlineData(""" "operation":"set","value":null """, """{"remaining":null}""")]
    [InlineData(""" "operation":"set" """, """{"remaining":null,"refill":{"interval":"daily","amount":5}}""")]
    [InlineData(
        """ "operation":"decrement","value":9223372036854775807 """, """{"remaining":0,"refill":{"interval":"daily","amount":5}}""")]
    public async Task Setting_a_balance_distinguishes_null_from_absent(string change, string credits)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 3, Refill = new(RefillInterval.Daily, 5) });

        Assert.Equal(credits, (await ChangeAsync(fixture, key, change)).Data.ToJsonString());
    }

    [Theory]
    [InlineData(""" "operation":"increment","value":null """)]
    [InlineData(""" "operation":"decrement" """)]
    public async Task A_change_needs_a_value(string change)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 3 });

        Assert.Equal("400 unkey/application/invalid_input", (await ChangeAsync(fixture, key, change)).Outcome);
    }

    [Theory]
    [InlineData("""{"remaining":null}""", null)]
    [InlineData("""{"remaining":null,"refill":{"interval":"daily","amount":7}}""", """{"interval":"daily","amount":7}""")]
    [InlineData("""{}""", """{"interval":"monthly","amount":5,"refillDay":3}""")]
    [InlineData("null", null)]
    public async Task Lifting_the_limit_of_a_key_forgets_its_refill_unless_one_comes_along(string credits, string? refill)
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 3, Refill = new(RefillInterval.Monthly, 5, 3) });
        await fixture.PostAsync("keys.updateKey", $$"""{"keyId":"{{key.KeyId}}","credits":{{credits}} }""");

        var limitedAgain = await ChangeAsync(fixture, key, """ "operation":"set","value":1 """);

        Assert.Equal(refill, limitedAgain.Data["refill"]?.ToJsonString());
    }

    [Fact]
    public async Task Credits_are_charged_after_the_limits_and_limits_stay_consumed()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed
        {
            ApiId = apiId,
            Credits = 0,
            RateLimits = [new("requests", 2, TimeSpan.FromHours(1), true)],
        });

        Assert.Equal("USAGE_EXCEEDED", (await fixture.VerifyAsync(key)).Code);
        Assert.Equal("USAGE_EXCEEDED", (await fixture.VerifyAsync(key)).Code);
        Assert.Equal("RATE_LIMITED", (await fixture.VerifyAsync(key)).Code);
    }

    private static Task<Reply> ChangeAsync(ServiceFixture fixture, LocalKey key, string change) =>
        fixture.PostAsync("keys.updateCredits", $$"""{"keyId":"{{key.KeyId}}",{{change}} }""");

    private static async Task<long> RemainingAsync(ServiceFixture fixture, LocalKey key) =>
        (await fixture.PostAsync("keys.getKey", new { keyId = key.KeyId })).Data["credits"]!["remaining"]!.GetValue<long>();
}
