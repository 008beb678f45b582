using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests;

public class VerificationLimitTests
{
    private const string Verify = "keys.verifyKey";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task An_unusable_inline_limit_skips_all_limits_of_the_call()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 5, RateLimits = [new("requests", 1, Hour, true)] });
        await fixture.VerifyAsync(key);
        Assert.Equal("RATE_LIMITED", (await fixture.VerifyAsync(key)).Code);

        foreach (var (limit, duration) in new[] { (0, 60_000), (1, 999) })
        {
            object[] ratelimits = [new { name = "burst", limit, duration }];
            var result = await fixture.PostAsync(Verify, new { key = key.Key, ratelimits });

            Assert.Equal("VALID", result.Code);
            Assert.Null(result.Data["ratelimits"]);
        }

        Assert.Equal(2, (await fixture.VerifyAsync(key)).Data["credits"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_rejection_shows_the_settled_balance_and_what_the_other_limits_still_hold()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed
        {
            ApiId = apiId,
            Credits = 5,
            RateLimits = [new("requests", 10, Hour, AutoApply: true), new("tokens", 10, Hour)],
        });
        object Body(int cost) => new { key = key.Key, credits = new { cost = 2 }, ratelimits = new[] { new { name = "tokens", cost } } };
        await fixture.PostAsync(Verify, Body(cost: 7));

        var rejected = (await fixture.PostAsync(Verify, Body(cost: 4))).Data;

        Assert.Equal(("RATE_LIMITED", 3), (rejected["code"]!.GetValue<string>(), rejected["credits"]!.GetValue<int>()));
        Assert.Equal(
            ["requests 9 false true", "tokens 0 true false"],
            rejected["ratelimits"]!.AsArray()
                .Select(limit => $"{limit!["name"]} {limit["remaining"]} {limit["exceeded"]} {limit["autoApply"]}"));
        var looked = (await fixture.PostAsync(Verify, Body(cost: 0))).Data;
        Assert.Equal(("VALID", 1), (looked["code"]!.GetValue<string>(), looked["credits"]!.GetValue<int>()));
        var poor = (await fixture.PostAsync(Verify, Body(cost: 3))).Data;
        Assert.Equal(("USAGE_EXCEEDED", 1), (poor["code"]!.GetValue<string>(), poor["credits"]!.GetValue<int>()));
        Assert.Equal("RATE_LIMITED", (await fixture.PostAsync(Verify, Body(cost: 1))).Code);
    }

    [Fact]
    public async Task An_inline_limit_shares_the_count_of_the_stored_one_with_its_name_and_duration()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, RateLimits = [new("requests", 10, Hour)] });

        var inline = await LimitAsync(fixture, key, new { name = "requests", limit = 100, duration = 3_600_000, cost = 4 });
        var stored = await LimitAsync(fixture, key, new { name = "requests" });

        Assert.Equal(("", 96), (inline["id"]!.GetValue<string>(), inline["remaining"]!.GetValue<int>()));
        Assert.Equal(5, stored["remaining"]!.GetValue<int>());
        Assert.StartsWith("rl_", stored["id"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lone_limit_or_duration_is_ignored()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, RateLimits = [new("requests", 10, Hour)] });

        Assert.Equal(10, (await LimitAsync(fixture, key, new { name = "requests", limit = 3 }))["limit"]!.GetValue<int>());
        Assert.Equal(3_600_000, (await LimitAsync(fixture, key, new { name = "requests", duration = 5000 }))["duration"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_stored_limit_keeps_its_count_even_if_it_was_gone_in_between()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey();
        object[] limits = [new { name = "requests", limit = 10, duration = 3_600_000, autoApply = true }];
        await UpdateAsync(limits);
        await fixture.VerifyAsync(key);
        await UpdateAsync([]);
        await UpdateAsync(limits);

        var result = await fixture.VerifyAsync(key);

        Assert.Equal(8, result.Data["ratelimits"]![0]!["remaining"]!.GetValue<int>());

        Task UpdateAsync(object[] ratelimits) => fixture.PostAsync("keys.updateKey", new { keyId = key.KeyId, ratelimits });
    }

    [Fact]
    public async Task A_limit_counts_in_windows_that_slide()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, RateLimits = [new("requests", 10, TimeSpan.FromMinutes(1), true)] });
        fixture.Clock.Advance(TimeSpan.FromSeconds(50));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);
        }

        var rejected = await fixture.VerifyAsync(key);
        Assert.Equal("RATE_LIMITED", rejected.Code);
        Assert.Equal(fixture.Now + 10_000, rejected.Data["ratelimits"]![0]!["reset"]!.GetValue<long>());
        fixture.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("RATE_LIMITED", (await fixture.VerifyAsync(key)).Code);
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("VALID", (await fixture.VerifyAsync(key)).Code);
        Assert.Equal("RATE_LIMITED", (await fixture.VerifyAsync(key)).Code);
    }

    [Fact]
    public async Task Huge_costs_are_rejected_and_huge_limits_work()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, RateLimits = [new("requests", 10, Hour)] });

        var costly = await LimitAsync(fixture, key, new { name = "requests", cost = long.MaxValue });
        var huge = await LimitAsync(
            fixture, key, new { name = "huge", limit = long.MaxValue, duration = long.MaxValue, cost = long.MaxValue });

        Assert.True(costly["exceeded"]!.GetValue<bool>());
        Assert.False(huge["exceeded"]!.GetValue<bool>());
        Assert.Equal(long.MaxValue, huge["reset"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_limit_accepts_exactly_as_many_concurrent_calls_as_it_allows()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, RateLimits = [new("requests", 30, Hour, true)] });

        var results = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => fixture.VerifyAsync(key)));

        Assert.Equal(30, results.Count(result => result.Code == "VALID"));
    }

    private static async Task<JsonNode> LimitAsync(ServiceFixture fixture, LocalKey key, object limit) =>
        (await fixture.PostAsync(Verify, new { key = key.Key, ratelimits = new[] { limit } })).Data["ratelimits"]!.AsArray().Single()!;
}
