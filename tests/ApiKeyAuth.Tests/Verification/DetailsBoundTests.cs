using System.Runtime.CompilerServices;
using ApiKeyAuth.Client;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Tests.Verification;

/// <summary>Details are bounded in bytes, as the service sends them and as they are held, whatever the result.</summary>
public sealed class DetailsBoundTests
{
    private const int Wire = 32 * 1024;

    public static TheoryData<string> TooLarge => new()
    {
        { $"\"meta\":{{\"text\":\"{new string('m', Wire)}\"}}" },
        { $"\"meta\":{{\"numbers\":[{Repeat("1", 15_000)}]}}" },
        { $"\"meta\":{{\"nothing\":[{Repeat("null", 6_000)}]}}" },
        { $"\"meta\":{{\"objects\":[{Repeat("{}", 10_000)}]}}" },
        { $"\"roles\":[{Repeat("\"a\"", 7_500)}]" },
        { $"\"permissions\":[{string.Join(',', Enumerable.Range(0, 3_500).Select(i => $"\"p{i:x4}\""))}]" },
        { $"\"identity\":{{\"id\":\"id_1\",\"externalId\":\"e\",\"meta\":{{\"text\":\"{new string('m', Wire)}\"}}}}" },
    };

    public static TheoryData<string> JustSmallEnough => new()
    {
        { $"\"meta\":{{\"text\":\"{new string('m', Wire - 600)}\"}}" },
        { $"\"meta\":{{\"numbers\":[{Repeat("1", 3_000)}]}}" },
        { $"\"roles\":[{Repeat("\"role\"", 1_000)}]" },
        { $"\"permissions\":[{string.Join(',', Enumerable.Range(0, 400).Select(i => $"\"documents.{i:x4}.read_them\""))}]" },
        { $"\"name\":\"{new string('n', 28_000)}\"" },
    };

    [Theory]
    [MemberData(nameof(TooLarge))]
    public async Task Details_over_the_bound_are_not_cached(string more)
    {
        await using var engine = await Engine.StartAsync(options => options.OutageMode = ApiKeyOutageMode.ServeStale);
        engine.Answer = Answers.Valid(more: more);
        Assert.Equal("key_1 live", await engine.ReadAsync());
        Assert.Equal("key_1 live", await engine.ReadAsync());
        engine.FailWith = 500;
        Assert.Equal(503, await engine.GetAsync());
    }

    [Theory]
    [MemberData(nameof(TooLarge))]
    public async Task Details_over_the_bound_of_a_rate_limited_key_are_not_cached(string more)
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Limited(engine, more);
        Assert.Equal(429, await engine.GetAsync());
        Assert.Equal(429, await engine.GetAsync());
        Assert.Equal(2, engine.Calls);
    }

    [Theory]
    [MemberData(nameof(JustSmallEnough))]
    public async Task Details_within_the_bound_are_cached(string more)
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(more: more);
        Assert.Equal("key_1 live", await engine.ReadAsync());
        Assert.Equal("key_1 cached", await engine.ReadAsync());

        engine.Answer = Limited(engine, more);
        Assert.Equal(429, await engine.GetAsync(key: "other"));
        Assert.Equal(429, await engine.GetAsync(key: "other"));
        Assert.Equal(2, engine.Calls);
    }

    [Fact]
    public async Task Bound_holds_for_a_response_without_a_length()
    {
        await using var engine = await Engine.StartAsync();
        engine.Script.Answer = async context =>
        {
            await context.Response.WriteAsync(Answers.Valid(more: $"\"meta\":{{\"text\":\"{new string('m', Wire)}\"}}"));
            await context.Response.Body.FlushAsync();
        };
        Assert.Equal("key_1 live", await engine.ReadAsync());
        Assert.Equal("key_1 live", await engine.ReadAsync());
    }

    [Fact]
    public async Task Key_id_over_the_bound_is_accepted_and_nothing_of_it_is_cached()
    {
        await using var engine = await Engine.StartAsync();
        engine.Answer = Answers.Valid(new string('k', 300));
        Assert.EndsWith("live", await engine.ReadAsync(), StringComparison.Ordinal);
        Assert.EndsWith("live", await engine.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Details_of_a_rate_limited_key_are_released_when_its_second_has_passed()
    {
        var time = new FakeTimeProvider();
        var cache = CacheWith(time);
        var first = KeepLimited(cache, "one", TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(0.5));
        var second = KeepLimited(cache, "two", TimeSpan.FromSeconds(1));
        Collect();
        Assert.True(first.IsAlive);

        time.Advance(TimeSpan.FromSeconds(0.5));
        Collect();
        Assert.False(first.IsAlive);
        Assert.True(second.IsAlive);

        time.Advance(TimeSpan.FromSeconds(0.5));
        Collect();
        Assert.False(second.IsAlive);
        Assert.True(cache.IsMetered(KeyHash.Of("one")));
        GC.KeepAlive(cache);
    }

    [Fact]
    public void Details_of_a_rate_limited_key_are_released_in_their_own_order()
    {
        var time = new FakeTimeProvider();
        var cache = CacheWith(time);
        var late = KeepLimited(cache, "one", TimeSpan.FromSeconds(1));
        var early = KeepLimited(cache, "two", TimeSpan.FromSeconds(0.1));
        time.Advance(TimeSpan.FromSeconds(0.1));
        time.Advance(TimeSpan.FromSeconds(0.1));
        Collect();
        Assert.True(late.IsAlive);
        Assert.False(early.IsAlive);
        GC.KeepAlive(cache);
    }

    [Fact]
    public void Eviction_with_an_id_that_no_key_has_is_not_remembered()
    {
        var evictions = new EvictionStamps(new FakeTimeProvider());
        var began = CallOrder.Next();
        var id = Forget(evictions);
        Collect();
        Assert.False(id.IsAlive);
        Assert.True(evictions.Latest > began);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Forget(EvictionStamps evictions)
        {
            var id = new string('k', 100_000);
            evictions.Evict(id);
            evictions.MarkDeleted(id);
            return new WeakReference(id);
        }
    }

    private static VerificationCache CacheWith(FakeTimeProvider time) => new(
        new CacheSettings(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), 100, 100, TimeSpan.FromSeconds(1), TimeSpan.Zero),
        new EvictionStamps(time), time);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference KeepLimited(VerificationCache cache, string key, TimeSpan limitedFor)
    {
        var name = new string('n', 1000);
        var details = new ApiKeyInfo(new VerifyKeyResult { KeyId = "key_" + key, Name = name }, "req");
        cache.Keep(
            KeyHash.Of(key),
            new VerificationResponse(new VerificationResult(VerificationOutcome.RateLimited)) { KeyId = "key_" + key, VerifiedKey = details, IsMetered = true, IsStorable = true, LimitedFor = limitedFor },
            VerificationRequirements.Empty, CallOrder.Next(), 0);
        return new WeakReference(name);
    }

    private static string Limited(Engine engine, string more) =>
        Answers.Refused("RATE_LIMITED", more: $"{more},\"ratelimits\":[{Answers.Limit(engine.Time.GetUtcNow().AddSeconds(30), true)}]");

    private static string Repeat(string token, int count) => string.Join(',', Enumerable.Repeat(token, count));

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
