using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

/// <summary>Where what is remembered ends: settings that turn one part off, and keys about which two things are known.</summary>
public sealed class CacheBoundsTests
{
    private static IApiKeyCache CacheOf(Engine engine) => engine.Services.GetRequiredService<IApiKeyCache>();

    [Fact]
    public async Task Invented_keys_push_nothing_out_while_nothing_is_kept_after_an_eviction_of_all()
    {
        await using var engine = await Engine.StartAsync(options => options.CacheCapacity = options.UnknownKeyCacheCapacity = 3);
        engine.Answer = Answers.Valid(more: "\"credits\":5");
        await engine.GetAsync();
        await CacheOf(engine).EvictAllAsync();
        engine.Answer = Answers.Refused("NOT_FOUND");
        for (var i = 0; i < 50; i++)
        {
            await engine.GetAsync(key: $"invented_{i}");
        }

        engine.Time.Advance(TimeSpan.FromSeconds(30));
        engine.Answer = Answers.Valid();
        Assert.Equal("key_1 live", await engine.ReadAsync());
        Assert.Equal("key_1 live", await engine.ReadAsync());
    }

    [Fact]
    public async Task Unknown_keys_are_remembered_where_known_ones_are_not()
    {
        await using var engine = await Engine.StartAsync(options => options.CacheCapacity = 0);
        engine.Answer = Answers.Refused("NOT_FOUND");
        await engine.GetAsync();
        Assert.Equal(401, await engine.GetAsync());
        Assert.Equal(1, engine.Calls);

        engine.Time.Advance(TimeSpan.FromSeconds(5));
        engine.Answer = Answers.Valid();
        Assert.Equal("key_1 live", await engine.ReadAsync());
        Assert.Equal("key_1 live", await engine.ReadAsync());
    }

    [Theory]
    [InlineData(nameof(ApiKeyOptions.CacheCapacity))]
    [InlineData(nameof(ApiKeyOptions.RateLimitedCacheDuration))]
    public async Task Exceeded_limit_is_not_remembered_where_keys_are_not(string setting)
    {
        await using var engine = await Engine.StartAsync(options =>
        {
            options.CacheCapacity = setting == nameof(options.CacheCapacity) ? 0 : options.CacheCapacity;
            options.RateLimitedCacheDuration = setting == nameof(options.RateLimitedCacheDuration) ? TimeSpan.Zero : options.RateLimitedCacheDuration;
        });
        engine.Answer = Answers.Refused("RATE_LIMITED", more: $"\"ratelimits\":[{Answers.Limit(engine.Time.GetUtcNow().AddSeconds(30), true)}]");
        await engine.GetAsync();
        await engine.GetAsync();
        Assert.Equal(2, engine.Calls);
    }

    [Fact]
    public async Task Older_unknown_answer_does_not_take_the_place_of_a_newer_good_one_where_known_keys_are_not_remembered()
    {
        await using var engine = await Engine.StartAsync(options => options.CacheCapacity = 0);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Script.Answer = async context =>
        {
            arrived.TrySetResult();
            await open.Task;
            await context.Response.WriteAsync(Answers.Refused("NOT_FOUND"));
        };
        var slow = engine.GetAsync();
        await arrived.Task;
        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
        open.SetResult();
        Assert.Equal(401, await slow);

        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Key_that_is_found_no_longer_is_asked_for_each_time_where_unknown_ones_are_not_remembered()
    {
        await using var engine = await Engine.StartAsync(options => options.UnknownKeyCacheCapacity = 0);
        await engine.GetAsync();
        engine.Time.Advance(TimeSpan.FromSeconds(10));
        engine.Answer = Answers.Refused("NOT_FOUND");
        Assert.Equal(401, await engine.GetAsync());
        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Stale_facts_serve_an_outage_where_fresh_ones_are_not_used()
    {
        await using var engine = await Engine.StartAsync(options =>
        {
            options.CacheDuration = TimeSpan.Zero;
            options.OutageMode = ApiKeyOutageMode.ServeStale;
        });
        Assert.Equal("key_1 live", await engine.ReadAsync());
        Assert.Equal("key_1 live", await engine.ReadAsync());
        engine.FailWith = 500;
        Assert.Equal("key_1 stale", await engine.ReadAsync());
    }

    [Fact]
    public async Task Eviction_covers_a_key_that_was_found_before_and_is_no_longer()
    {
        await using var engine = await Engine.StartAsync();
        await engine.GetAsync();
        engine.Time.Advance(TimeSpan.FromSeconds(10));
        engine.Answer = Answers.Refused("NOT_FOUND");
        await engine.GetAsync();
        await CacheOf(engine).EvictAsync("key_1");
        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Evicted_key_that_a_lagging_node_does_not_find_is_asked_for_again()
    {
        await using var engine = await Engine.StartAsync();
        await engine.GetAsync();
        await CacheOf(engine).EvictAsync("key_1");
        engine.Answer = Answers.Refused("NOT_FOUND");
        Assert.Equal(401, await engine.GetAsync());
        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Exceeded_limit_of_a_key_without_facts_decides_no_permission_query()
    {
        await using var engine = await Engine.StartAsync();
        var limit = Answers.Limit(engine.Time.GetUtcNow().AddSeconds(30), true);
        engine.Answer = $$$"""{"meta":{},"data":{"valid":false,"code":"RATE_LIMITED","ratelimits":[{{{limit}}}]}}""";
        Assert.Equal(429, await engine.GetAsync());
        Assert.Equal(429, await engine.GetAsync("/read"));
    }
}
