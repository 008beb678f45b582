using ApiKeyAuth.LocalService.RateLimiting;

namespace ApiKeyAuth.LocalService.Tests;

public class NamespaceTests
{
    private const string Limit = "ratelimit.limit";

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("*", "", true)]
    [InlineData("abuser_*", "abuser_7", true)]
    [InlineData("abuser_*", "Abuser_7", false)]
    [InlineData("*_7", "abuser_7", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b*c", "a-b-b-d", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("a*", "a\nb", false)]
    [InlineData("a\n*", "a\nb", true)]
    [InlineData("*a", "ab", false)]
    [InlineData("**", "ab", true)]
    public void A_star_stands_for_any_run_of_characters_of_one_line(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Glob.Matches(pattern, text));

    [Fact]
    public async Task A_deleted_namespace_is_gone_and_only_its_listing_remains()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddNamespace("old", deleted: true);

        Assert.Equal("410 unkey/data/ratelimit_namespace_gone", (await fixture.PostAsync(Limit, Request("old"))).Outcome);
        Assert.Equal(410, (await fixture.PostAsync("ratelimit.multiLimit", new[] { Request("new"), Request("old") })).Status);
        Assert.Equal(404, (await fixture.PostAsync("ratelimit.setOverride", Override("old", "x", 1))).Status);
        Assert.Equal(200, (await fixture.PostAsync("ratelimit.listOverrides", new { @namespace = "old" })).Status);
    }

    [Fact]
    public async Task A_namespace_is_created_for_those_who_may_even_if_they_may_not_limit_in_it()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        fixture.Service.AddRootKey("limiter", "ratelimit.*.limit");
        fixture.Service.AddRootKey("creator", "ratelimit.*.create_namespace");

        Assert.Equal(403, (await fixture.PostAsync(Limit, Request("mail"), "limiter")).Status);
        Assert.Equal(404, (await fixture.PostAsync("ratelimit.listOverrides", new { @namespace = "mail" })).Status);
        Assert.Equal(403, (await fixture.PostAsync(Limit, Request("mail"), "creator")).Status);
        Assert.Equal(200, (await fixture.PostAsync("ratelimit.listOverrides", new { @namespace = "mail" })).Status);
        Assert.Equal(200, (await fixture.PostAsync(Limit, Request("mail"), "limiter")).Status);
    }

    [Fact]
    public async Task An_override_of_zero_makes_its_calls_fail()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        await fixture.PostAsync(Limit, Request("mail"));
        await fixture.PostAsync("ratelimit.setOverride", Override("mail", "bl*", 0));

        Assert.Equal("500 unkey/application/unexpected_error", (await fixture.PostAsync(Limit, Request("mail", "blocked"))).Outcome);
        Assert.Equal(
            500, (await fixture.PostAsync("ratelimit.multiLimit", new[] { Request("mail"), Request("mail", "blocked") })).Status);
        Assert.Equal(8, (await fixture.PostAsync(Limit, Request("mail"))).Data["remaining"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_exact_override_precedes_a_pattern_and_stays_deleted()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        await fixture.PostAsync(Limit, Request("mail"));
        await fixture.PostAsync("ratelimit.setOverride", Override("mail", "*", 2));
        var id = (await fixture.PostAsync("ratelimit.setOverride", Override("mail", "user_1", 1))).Data["overrideId"]!.GetValue<string>();
        Assert.Equal(1, await LimitAsync());

        await fixture.PostAsync("ratelimit.deleteOverride", new { @namespace = "mail", identifier = "user_1" });
        var again = await fixture.PostAsync("ratelimit.setOverride", Override("mail", "user_1", 5));

        Assert.Equal(id, again.Data["overrideId"]!.GetValue<string>());
        Assert.Equal(2, await LimitAsync());

        async Task<int> LimitAsync() => (await fixture.PostAsync(Limit, Request("mail"))).Data["limit"]!.GetValue<int>();
    }

    [Fact]
    public async Task Entries_of_a_batch_see_each_other_in_order()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        var entry = Request("mail", cost: 6);

        var reply = await fixture.PostAsync("ratelimit.multiLimit", new[] { entry, entry });

        Assert.False(reply.Data["passed"]!.GetValue<bool>());
        Assert.Equal([true, false], reply.Data["limits"]!.AsArray().Select(limit => limit!["passed"]!.GetValue<bool>()));
        Assert.Equal(9, (await fixture.PostAsync(Limit, Request("mail"))).Data["remaining"]!.GetValue<int>());
    }

    [Fact]
    public async Task Without_the_permission_an_override_seems_not_to_be_there()
    {
        await using var fixture = await ServiceFixture.StartAsync();
        await fixture.PostAsync(Limit, Request("mail"));
        await fixture.PostAsync("ratelimit.setOverride", Override("mail", "user_1", 1));
        fixture.Service.AddRootKey("narrow", "api.*.read_api");

        var reply = await fixture.PostAsync("ratelimit.getOverride", new { @namespace = "mail", identifier = "user_1" }, "narrow");

        Assert.Equal("404 unkey/data/ratelimit_override_not_found", reply.Outcome);
    }

    private static object Request(string @namespace, string identifier = "user_1", int cost = 1) =>
        new { @namespace, identifier, limit = 10, duration = 3_600_000, cost };

    private static object Override(string @namespace, string identifier, int limit) =>
        new { @namespace, identifier, limit, duration = 3_600_000 };
}
