using ApiKeyAuth.Testing;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Tests;

/// <summary>What may be used again, line by line.</summary>
public sealed class CacheTests
{
    [Fact]
    public async Task Facts_of_an_unmetered_key_are_used_again_for_ten_seconds()
    {
        await using var engine = await Engine.StartAsync();

        Assert.Equal("key_1 live", await engine.ReadAsync());
        engine.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal("key_1 cached", await engine.ReadAsync());
        Assert.Equal(1, engine.Calls);
        engine.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("key_1 live", await engine.ReadAsync());
        Assert.Equal(2, engine.Calls);
    }

    [Fact]
    public async Task Revoked_key_is_rejected_once_its_entry_expires()
    {
        await using var engine = await Engine.StartAsync();
        await engine.GetAsync();
        engine.Answer = Answers.Refused("NOT_FOUND");

        Assert.Equal(200, await engine.GetAsync());
        engine.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(401, await engine.GetAsync());
    }

    [Fact]
    public async Task Facts_are_not_used_in_the_last_two_seconds_of_the_key()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(more: $"\"expires\":{engine.Time.GetUtcNow().AddSeconds(5).ToUnixTimeMilliseconds()}");
        await engine.GetAsync();

        engine.Time.Advance(TimeSpan.FromSeconds(2.9));
        await engine.GetAsync();
        Assert.Equal(1, engine.Calls);
        engine.Time.Advance(TimeSpan.FromSeconds(0.1));
        await engine.GetAsync();
        Assert.Equal(2, engine.Calls);
    }

    [Theory]
    [InlineData("\"credits\":5")]
    [InlineData("\"credits\":0")]
    [InlineData("\"ratelimits\":[{\"id\":\"rl_1\",\"name\":\"abc\",\"limit\":9,\"duration\":60000,\"reset\":1,\"remaining\":8,\"exceeded\":false,\"autoApply\":true}]")]
    [InlineData("\"identity\":{\"id\":\"id_1\",\"externalId\":\"e\",\"ratelimits\":[{\"id\":\"rl_1\",\"name\":\"abc\",\"limit\":9,\"duration\":60000,\"autoApply\":true}]}")]
    public async Task Metered_key_is_verified_every_time(string mark)
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(more: mark);

        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal("key_1 live", await engine.ReadAsync());
            Assert.Equal(i, engine.Calls);
        }
    }

    [Theory]
    [InlineData("\"ratelimits\":[{\"id\":\"\",\"name\":\"abc\",\"limit\":9,\"duration\":60000,\"reset\":1,\"remaining\":8,\"exceeded\":false,\"autoApply\":false}]")]
    [InlineData("\"identity\":{\"id\":\"id_1\",\"externalId\":\"e\",\"ratelimits\":[{\"id\":\"rl_1\",\"name\":\"abc\",\"limit\":9,\"duration\":60000,\"autoApply\":false}]}")]
    public async Task Limit_that_the_key_does_not_apply_by_itself_makes_no_metered_key(string limit)
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(more: limit);

        await engine.GetAsync();
        await engine.GetAsync();

        Assert.Equal(1, engine.Calls);
    }

    [Fact]
    public async Task Key_is_remembered_as_metered_for_ten_minutes_even_where_an_answer_does_not_say_so()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(more: "\"credits\":5");
        await engine.GetAsync();
        engine.Answer = Answers.Valid();

        await engine.GetAsync();
        await engine.GetAsync();
        Assert.Equal(3, engine.Calls);
        engine.Time.Advance(TimeSpan.FromMinutes(10));
        await engine.GetAsync();
        await engine.GetAsync();
        Assert.Equal(4, engine.Calls);
    }

    [Fact]
    public async Task Unknown_key_is_rejected_without_asking_for_five_seconds()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Refused("NOT_FOUND");

        Assert.Equal(401, await engine.GetAsync());
        engine.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(401, await engine.GetAsync());
        Assert.Equal(1, engine.Calls);
        engine.Time.Advance(TimeSpan.FromSeconds(0.1));
        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
    }

    [Fact]
    public async Task Invented_keys_do_not_push_valid_ones_out()
    {
        await using var engine = await Engine.StartAsync(options => options.CacheCapacity = options.UnknownKeyCacheCapacity = 3);
        await engine.GetAsync();
        engine.Answer = Answers.Refused("NOT_FOUND");
        for (var i = 0; i < 50; i++)
        {
            await engine.GetAsync(key: $"invented_{i}");
        }

        Assert.Equal(200, await engine.GetAsync());
        Assert.Equal(51, engine.Calls);
    }

    [Theory]
    [InlineData("DISABLED", 401)]
    [InlineData("EXPIRED", 401)]
    [InlineData("FORBIDDEN", 403)]
    [InlineData("USAGE_EXCEEDED", 429)]
    [InlineData("INSUFFICIENT_PERMISSIONS", 403)]
    [InlineData("INVENTED_LATER", 401)]
    public async Task Rejection_is_not_remembered_so_that_a_mended_key_works_at_once(string code, int status)
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Refused(code);
        Assert.Equal(status, await engine.GetAsync());
        engine.Answer = Answers.Valid();
        Assert.Equal(200, await engine.GetAsync());
    }

    [Theory]
    [InlineData("DISABLED")]
    [InlineData("EXPIRED")]
    [InlineData("FORBIDDEN")]
    [InlineData("USAGE_EXCEEDED")]
    [InlineData("INSUFFICIENT_PERMISSIONS")]
    [InlineData("NOT_FOUND")]
    [InlineData("RATE_LIMITED")]
    public async Task Live_rejection_takes_the_place_of_the_facts_fresh_and_stale(string code)
    {
        await using var engine = await Engine.StartAsync(options =>
        {
            options.OutageMode = ApiKeyOutageMode.ServeStale;
            options.UnknownKeyCacheDuration = TimeSpan.FromSeconds(1);
        });
        await engine.GetAsync();
        engine.Time.Advance(TimeSpan.FromSeconds(10));
        engine.Answer = Answers.Refused(code);
        Assert.NotEqual(200, await engine.GetAsync());
        engine.Time.Advance(TimeSpan.FromSeconds(1));
        engine.FailWith = 500;

        Assert.Equal(503, await engine.GetAsync());
    }

    [Fact]
    public async Task Permission_queries_are_evaluated_on_the_facts_at_each_use()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(more: "\"permissions\":[\"docs.read\"]");
        await engine.GetAsync();

        Assert.Equal(200, await engine.GetAsync("/read"));
        Assert.Equal(403, await engine.GetAsync("/write"));
        using var response = await engine.App.GetAsync("/write", Engine.Key);
        Assert.Equal("Bearer error=\"insufficient_scope\",scope=\"docs.write\"", response.Challenge());
        Assert.Equal(200, await engine.GetAsync());
        Assert.Equal(1, engine.Calls);
    }

    [Fact]
    public async Task Exceeded_limit_is_rejected_without_asking_for_as_long_as_it_is_certain()
    {
        await using var engine = await Engine.StartAsync();
        var now = engine.Time.GetUtcNow();
        engine.Answer = Answers.Refused("RATE_LIMITED", more: $"\"permissions\":[\"docs.read\"],\"ratelimits\":[{Answers.Limit(now.AddSeconds(30), true)}]");
        Assert.Equal(429, await engine.GetAsync());

        engine.Time.Advance(TimeSpan.FromSeconds(0.9));
        using (var response = await engine.App.GetAsync("/", Engine.Key))
        {
            Assert.Equal((429, "30"), ((int)response.StatusCode, response.Headers.GetValues("Retry-After").Single()));
        }

        Assert.Equal(403, await engine.GetAsync("/write"));
        Assert.Equal(1, engine.Calls);
        engine.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(429, await engine.GetAsync());
        Assert.Equal(2, engine.Calls);
    }

    [Theory]
    [InlineData(100, 10, 60_000, 0.1)]
    [InlineData(30_000, 100, 10_000, 0.1)]
    [InlineData(30_000, 1, 600_000, 1)]
    public async Task Local_rejection_ends_at_the_reset_or_when_a_token_may_come_back_or_after_a_second(
        int resetMilliseconds, long limit, long duration, double seconds)
    {
        await using var engine = await Engine.StartAsync();
        var reset = engine.Time.GetUtcNow().AddMilliseconds(resetMilliseconds);
        engine.Answer = Answers.Refused("RATE_LIMITED", more: $"\"ratelimits\":[{Answers.Limit(reset, true, limit: limit, durationMilliseconds: duration)}]");
        await engine.GetAsync();

        engine.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await engine.GetAsync();
        Assert.Equal(1, engine.Calls);
        engine.Time.Advance(TimeSpan.FromMilliseconds(1));
        await engine.GetAsync();
        Assert.Equal(2, engine.Calls);
    }

    [Fact]
    public async Task Answer_over_32_KiB_lets_in_and_is_not_kept()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(more: $"\"meta\":{{\"text\":\"{new string('m', 33 * 1024)}\"}}");

        Assert.Equal(200, await engine.GetAsync());
        Assert.Equal(200, await engine.GetAsync());
        Assert.Equal(2, engine.Calls);
    }

    [Fact]
    public async Task Cached_facts_never_show_credits_or_limits_of_another_request()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(more: "\"ratelimits\":[{\"id\":\"\",\"name\":\"abc\",\"limit\":9,\"duration\":60000,\"reset\":1,\"remaining\":8,\"exceeded\":false,\"autoApply\":false}]");
        await engine.GetAsync();

        Assert.Equal("key_1 cached", await engine.ReadAsync());
        var cached = new ApiKeyInfo(new Client.VerifyKeyResult { KeyId = "k", Credits = 5, RateLimits = [new()] }, "req").AsCached(isStale: false);
        Assert.Null(cached.Credits);
        Assert.Empty(cached.RateLimits);
    }

    [Theory]
    [InlineData(nameof(ApiKeyOptions.CacheDuration), 0, 2)]
    [InlineData(nameof(ApiKeyOptions.CacheCapacity), 0, 2)]
    [InlineData("", 0, 1)]
    public async Task Zero_turns_the_cache_off(string setting, int value, int calls)
    {
        await using var engine = await Engine.StartAsync(options => Set(options, setting, value));
        await engine.GetAsync();
        await engine.GetAsync();
        Assert.Equal(calls, engine.Calls);
    }

    [Theory]
    [InlineData(nameof(ApiKeyOptions.UnknownKeyCacheDuration), 0, 2)]
    [InlineData(nameof(ApiKeyOptions.UnknownKeyCacheCapacity), 0, 2)]
    [InlineData("", 0, 1)]
    public async Task Zero_turns_the_memory_of_unknown_keys_off(string setting, int value, int calls)
    {
        await using var engine = await Engine.StartAsync(options => Set(options, setting, value));
        engine.Answer = Answers.Refused("NOT_FOUND");
        await engine.GetAsync();
        await engine.GetAsync();
        Assert.Equal(calls, engine.Calls);
    }

    [Fact]
    public async Task Zero_turns_local_refusals_of_limited_keys_off()
    {
        await using var engine = await Engine.StartAsync(options => options.RateLimitedCacheDuration = TimeSpan.Zero);
        engine.Answer = Answers.Refused("RATE_LIMITED", more: $"\"ratelimits\":[{Answers.Limit(engine.Time.GetUtcNow().AddSeconds(30), true)}]");
        await engine.GetAsync();
        await engine.GetAsync();
        Assert.Equal(2, engine.Calls);
    }

    [Theory]
    [InlineData(nameof(ApiKeyOptions.CacheDuration), 301)]
    [InlineData(nameof(ApiKeyOptions.CacheDuration), -1)]
    [InlineData(nameof(ApiKeyOptions.UnknownKeyCacheDuration), 61)]
    [InlineData(nameof(ApiKeyOptions.RateLimitedCacheDuration), 2)]
    [InlineData(nameof(ApiKeyOptions.StaleDuration), 601)]
    [InlineData(nameof(ApiKeyOptions.CacheCapacity), 1_000_001)]
    [InlineData(nameof(ApiKeyOptions.UnknownKeyCacheCapacity), -1)]
    [InlineData(nameof(ApiKeyOptions.MaxConcurrentVerifications), 0)]
    public async Task Setting_out_of_bounds_stops_the_host(string setting, int value)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => Engine.StartAsync(options => Set(options, setting, value)));
        Assert.Contains($"Authentication:Schemes:ApiKey:{setting} is ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(" up to ", exception.Message, StringComparison.Ordinal);
    }

    private static void Set(ApiKeyOptions options, string setting, int value)
    {
        if (typeof(ApiKeyOptions).GetProperty(setting) is { } property)
        {
            property.SetValue(options, property.PropertyType == typeof(int) ? value : TimeSpan.FromSeconds(value));
        }
    }
}
