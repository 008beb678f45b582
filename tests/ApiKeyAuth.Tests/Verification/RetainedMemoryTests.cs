using System.Globalization;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Tests.Verification;

/// <summary>Measures the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(RetainedMemoryTests), DisableParallelization = true)]
public sealed class RetainedMemory;

/// <summary>What is remembered of many keys, measured.</summary>
[Collection(nameof(RetainedMemoryTests))]
public sealed class RetainedMemoryTests
{
    private const int Keys = 150;
    private const long KiB = 1024;

    [Theory]
    [InlineData("numbers", 80)]
    [InlineData("text", 80)]
    [InlineData("roles", 80)]
    [InlineData("permissions", 80)]
    [InlineData("unknown", 4)]
    public async Task Remembered_keys_take_no_more_than_the_stated_bytes(string details, long most)
    {
        await using var engine = await Engine.StartAsync(options => options.OutageMode = ApiKeyOutageMode.ServeStale);
        Answer(engine, key => details == "unknown" ? Answers.Refused("NOT_FOUND") : Answers.Valid(key, Details(details)));
        await engine.GetAsync(key: "warm_up");
        Assert.InRange(await GrowthAsync(engine), 0, most * KiB * Keys);
    }

    [Fact]
    public async Task Keys_over_their_limit_take_next_to_nothing_after_their_second()
    {
        await using var engine = await Engine.StartAsync();
        var limit = Answers.Limit(engine.Time.GetUtcNow().AddSeconds(30), true);
        Answer(engine, key => Answers.Refused("RATE_LIMITED", key, $"{Details("text")},\"ratelimits\":[{limit}]"));
        await engine.GetAsync(key: "warm_up");
        Assert.InRange(await GrowthAsync(engine, () => engine.Time.Advance(TimeSpan.FromSeconds(1))), 0, 8 * KiB * Keys);
    }

    private static void Answer(Engine engine, Func<string, string> answer)
    {
        var count = 0;
        engine.Script.Answer = context => context.Response.WriteAsync(
            answer("key_" + Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<long> GrowthAsync(Engine engine, Action? then = null)
    {
        var before = Measure();
        for (var i = 0; i < Keys; i++)
        {
            await engine.GetAsync(key: string.Create(CultureInfo.InvariantCulture, $"text_{i}"));
        }

        then?.Invoke();

        // What the test itself remembers of requests and logs.
        engine.Forget();
        return Math.Max(0, Measure() - before);
    }

    private static long Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Details(string kind) => kind switch
    {
        "numbers" => $"\"meta\":{{\"n\":[{string.Join(',', Enumerable.Repeat("1", 15_500))}]}}",
        "roles" => $"\"roles\":[{string.Join(',', Enumerable.Repeat("\"a\"", 7_500))}]",
        "permissions" => $"\"permissions\":[{string.Join(',', Enumerable.Range(0, 3_500).Select(i => $"\"p{i:x4}\""))}]",
        _ => $"\"meta\":{{\"t\":\"{new string('m', 31_500)}\"}}",
    };
}
