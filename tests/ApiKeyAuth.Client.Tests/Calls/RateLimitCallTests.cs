namespace ApiKeyAuth.Client.Tests;

public sealed class RateLimitCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static LimitRequest Limit(string @namespace, string identifier = "user_1", long limit = 3, long? cost = null) =>
        new() { Namespace = @namespace, Identifier = identifier, Limit = limit, Duration = TimeSpan.FromDays(30), Cost = cost };

    private static async Task<string> OverrideAsync(LocalClient local, string identifier)
    {
        await local.RateLimit.LimitAsync(Limit("mail", cost: 0), Token);
        return (await local.RateLimit.SetOverrideAsync(
            new SetOverrideRequest { Namespace = "mail", Identifier = identifier, Limit = 1, Duration = TimeSpan.FromDays(30) }, Token)).Data.OverrideId;
    }

    [Fact]
    public async Task Limit_takes_tokens_until_there_are_too_few()
    {
        await using var local = await LocalClient.StartAsync();

        var first = (await local.RateLimit.LimitAsync(Limit("mail", cost: 2), Token)).Data;
        var second = (await local.RateLimit.LimitAsync(Limit("mail", cost: 2), Token)).Data;
        var look = (await local.RateLimit.LimitAsync(Limit("mail", cost: 0), Token)).Data;

        Assert.Equal((true, 3, 1), (first.Success, first.Limit, first.Remaining));
        Assert.Equal((false, 0), (second.Success, second.Remaining));
        Assert.Equal((true, 1), (look.Success, look.Remaining));
        Assert.InRange(first.Reset - TimeProvider.System.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromDays(30));
    }

    [Fact]
    public async Task Several_limits_take_tokens_together_or_not_at_all()
    {
        await using var local = await LocalClient.StartAsync();

        var passed = (await local.RateLimit.MultiLimitAsync(new MultiLimitRequest { Limits = [Limit("mail"), Limit("sms", limit: 1)] }, Token)).Data;
        var refused = (await local.RateLimit.MultiLimitAsync(new MultiLimitRequest { Limits = [Limit("mail"), Limit("sms", limit: 1)] }, Token)).Data;

        Assert.True(passed.Passed);
        Assert.False(refused.Passed);
        Assert.Equal([("mail", true, 2), ("sms", false, 0)], refused.Limits!.Select(limit => (limit.Namespace, limit.Passed, limit.Remaining)));
    }

    [Fact]
    public async Task Override_applies_to_the_identifiers_of_its_pattern()
    {
        await using var local = await LocalClient.StartAsync();
        var id = await OverrideAsync(local, "user_*");

        var result = (await local.RateLimit.LimitAsync(Limit("mail"), Token)).Data;
        var applied = (await local.RateLimit.GetOverrideAsync(new GetOverrideRequest { Namespace = "mail", Identifier = "user_7" }, Token)).Data;

        Assert.Equal((id, 1), (result.OverrideId, result.Limit));
        Assert.Equal((id, "user_*", 1, TimeSpan.FromDays(30)), (applied.OverrideId, applied.Identifier, applied.Limit, applied.Duration));
    }

    [Fact]
    public async Task Overrides_of_a_namespace_are_listed()
    {
        await using var local = await LocalClient.StartAsync();
        var id = await OverrideAsync(local, "user_1");

        var page = await local.RateLimit.ListOverridesAsync(new ListOverridesRequest { Namespace = "mail", Limit = 100 }, Token);

        Assert.Equal(id, Assert.Single(page.Data).OverrideId);
    }

    [Fact]
    public async Task Deleted_override_no_longer_applies()
    {
        await using var local = await LocalClient.StartAsync();
        await OverrideAsync(local, "user_1");

        await local.RateLimit.DeleteOverrideAsync(new DeleteOverrideRequest { Namespace = "mail", Identifier = "user_1" }, Token);

        Assert.Null((await local.RateLimit.LimitAsync(Limit("mail"), Token)).Data.OverrideId);
    }
}
