using System.Globalization;
using ApiKeyAuth.Benchmarks.Client;
using ApiKeyAuth.Benchmarks.Measuring;
using ApiKeyAuth.Benchmarks.Schemes;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Benchmarks.Cold;

/// <summary>An endless row of invented keys: what is remembered of them must not grow, and must not cost.</summary>
internal static class UnknownKeysPart
{
    private const double Megabyte = 1024 * 1024;
    private const long MayGrow = 8 * 1024 * 1024;

    private static readonly KeyServiceAt Nowhere = new(new Uri("http://127.0.0.1:1"), "root_key");

    public static async Task RunAsync(Extent extent, RatioTable table)
    {
        await using var forgetting = Create(options =>
            options.CacheDuration = options.UnknownKeyCacheDuration = options.RateLimitedCacheDuration = TimeSpan.Zero);
        await using var remembering = Create(options => options.CacheDuration = new ApiKeyOptions().CacheDuration);
        var costs = await extent.UnknownKeys.MeasureAsync(Contend("forgetting", forgetting), Contend("remembering", remembering));
        table.Cost("unknown keys: CPU each, nothing remembered", costs["forgetting"]);
        table.AtMost("unknown keys: CPU each, remembered / not", costs["remembering"] / costs["forgetting"], 1.2);
        await MeasureMemoryAsync(extent.UnknownKeys, table);
    }

    /// <summary>The stores are full after the first rounds; what is added from then on takes the place of something else.</summary>
    private static async Task MeasureMemoryAsync(Rounds rounds, RatioTable table)
    {
        await using var app = Create(options => options.CacheDuration = new ApiKeyOptions().CacheDuration);
        var knock = Contend("remembering", app);
        var (empty, residentBefore) = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
        await knock.RunAsync(rounds.Operations);
        var full = GC.GetTotalMemory(forceFullCollection: true);
        var (ceiling, resident) = (full, Environment.WorkingSet);
        for (var i = 1; i < rounds.Count; i++)
        {
            await knock.RunAsync(rounds.Operations);
            resident = Math.Max(resident, Environment.WorkingSet);
            ceiling = Math.Max(ceiling, GC.GetTotalMemory(forceFullCollection: true));
        }

        var what = string.Create(CultureInfo.InvariantCulture, $"{rounds.Count * rounds.Operations:N0} unknown keys");
        table.Figure($"{what}: working set, growth at its highest", Megabytes(resident - residentBefore));
        table.Exactly(
            $"{what}: live memory, after the first {rounds.Operations} and at its highest",
            $"{Megabytes(full - empty)}, {Megabytes(ceiling - empty)}", $"grows by ≤ {Megabytes(MayGrow)}", ceiling - full <= MayGrow);
    }

    private static InProcessApp Create(Action<ApiKeyOptions> configure) => InProcessApp.Create(
        Contestant.ApiKey, Nowhere, configure, services => services
            .AddHttpClient($"ApiKeyAuth.Verification.{Contestant.ApiKey}")
            .ConfigurePrimaryHttpMessageHandler(() => new InMemoryTransport(InMemoryTransport.NotFound)));

    private static Contender Contend(string name, InProcessApp app)
    {
        var next = 0;
        return Contender.OneByOne(name, async () =>
        {
            if ((await app.AuthenticateAsync($"Bearer {BenchmarkKeys.Other(next++)}")).Succeeded)
            {
                throw new InvalidOperationException("An unknown key was let in.");
            }
        });
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:F1} MB");
}
