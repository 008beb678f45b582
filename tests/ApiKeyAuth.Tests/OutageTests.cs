using System.Diagnostics;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Tests;

public sealed class OutageTests
{
    private static void ServeStale(ApiKeyOptions options) => options.OutageMode = ApiKeyOutageMode.ServeStale;

    [Fact]
    public async Task By_default_an_outage_lets_nobody_in_whose_facts_are_old()
    {
        await using var engine = await Engine.StartAsync();
        await engine.GetAsync();
        engine.FailWith = 500;
        Assert.Equal(200, await engine.GetAsync());
        engine.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(503, await engine.GetAsync());
    }

    [Fact]
    public async Task By_option_facts_serve_for_a_minute_marked_as_stale()
    {
        await using var engine = await Engine.StartAsync(ServeStale);
        await engine.GetAsync();
        engine.FailWith = 500;
        engine.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("key_1 stale", await engine.ReadAsync());
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(503, await engine.GetAsync());
        Assert.Equal(503, await engine.GetAsync(key: "never_seen"));
    }

    [Fact]
    public async Task Stale_facts_are_judged_by_the_endpoints_permissions()
    {
        await using var engine = await Engine.StartAsync(ServeStale);
        engine.Answer = Answers.Valid(more: "\"permissions\":[\"docs.read\"]");
        await engine.GetAsync();
        engine.FailWith = 502;
        engine.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(200, await engine.GetAsync("/read"));
        Assert.Equal(403, await engine.GetAsync("/write"));
    }

    [Fact]
    public async Task Expired_key_is_not_accepted_by_stale_facts()
    {
        await using var engine = await Engine.StartAsync(ServeStale);
        engine.Answer = Answers.Valid(more: $"\"expires\":{engine.Time.GetUtcNow().AddSeconds(30).ToUnixTimeMilliseconds()}");
        await engine.GetAsync();
        engine.FailWith = 500;
        engine.Time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(200, await engine.GetAsync());
        engine.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(503, await engine.GetAsync());
    }

    [Theory]
    [InlineData(401, "unkey/authentication/key_not_found")]
    [InlineData(403, "unkey/authorization/forbidden")]
    [InlineData(429, "user/too_many_requests/workspace_rate_limited")]
    [InlineData(408, "user/bad_request/request_timeout")]
    public async Task Stale_facts_do_not_stand_in_for_what_the_service_says_clearly(int status, string type)
    {
        await using var engine = await Engine.StartAsync(ServeStale);
        await engine.GetAsync();
        engine.Time.Advance(TimeSpan.FromSeconds(20));
        engine.Script.Answer = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(Answers.Error(status, type));
        };

        Assert.Equal(503, await engine.GetAsync());
    }

    [Fact]
    public async Task Disabled_answer_is_not_undone_by_a_later_outage()
    {
        await using var engine = await Engine.StartAsync(ServeStale);
        await engine.GetAsync();
        engine.Time.Advance(TimeSpan.FromSeconds(10));
        engine.Answer = Answers.Refused("DISABLED");
        Assert.Equal(401, await engine.GetAsync());
        engine.FailWith = 500;
        Assert.Equal(503, await engine.GetAsync());
    }

    [Fact]
    public async Task After_the_service_returns_requests_pass_within_the_break_and_one_attempt()
    {
        await using var engine = await Engine.StartAsync();
        engine.FailWith = 500;
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(503, await engine.GetAsync());
        }

        Assert.Equal(10, engine.Calls);
        engine.Answer = Answers.Valid();
        var returned = Stopwatch.StartNew();
        while (await engine.GetAsync() != 200)
        {
            // The breaker's time is the system's: nothing but waiting opens it again.
            Assert.True(returned.Elapsed < TimeSpan.FromSeconds(3.5), "The breaker stayed open for more than the break and one attempt.");
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Three_hundred_unknown_keys_leave_the_breaker_closed()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Refused("NOT_FOUND");
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(401, await engine.GetAsync(key: $"unknown_{i}"));
        }

        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
        Assert.Equal(301, engine.Calls);
    }
}
