using System.Globalization;
using ApiKeyAuth.Benchmarks.Client;
using ApiKeyAuth.Benchmarks.Measuring;
using ApiKeyAuth.Benchmarks.Processes;
using ApiKeyAuth.Benchmarks.Schemes;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Benchmarks.Cold;

/// <summary>An endless row of invented keys: what is remembered of them must not grow, and must not cost.</summary>
internal static class UnknownKeysPart
{
    private const double Megabyte = 1024 * 1024;
    private const long MayGrow = 8 * 1024 * 1024;

    private const int Callers = 16;

    private static readonly string Unknown = ErrorResponseMapper.Of(new VerificationResult(VerificationOutcome.NotFound), new ApiKeyOptions()).Title;
    private static readonly KeyServiceAt Nowhere = new(new Uri("http://127.0.0.1:1"), "root_key");

    public static async Task RunAsync(Extent extent, RatioTable table)
    {
        await MeasureMemoryAsync(extent.UnknownKeys, table);
        await MeasureProcessorAsync(extent.UnknownKeysAsked, table);
        await MeasureProcessorWithoutNetworkAsync(extent.UnknownKeys, table);
    }

    /// <summary>The service is another process: it does not count.</summary>
    private static async Task MeasureProcessorAsync(Rounds rounds, RatioTable table)
    {
        await using var process = await ChildProcess.StartAsync([ServerProgram.Command, ServerProgram.KeyService]);
        var service = new KeyServiceAt(process.Address, KeyServiceServer.RootKey);
        await using var forgetting = InProcessApp.Create(Contestant.ApiKey, service, Forget);
        await using var remembering = InProcessApp.Create(Contestant.ApiKey, service, Remember);
        var costs = await rounds.MeasureAsync(
            Contender.Concurrent("forgetting", Callers, Knock(forgetting)), Contender.Concurrent("remembering", Callers, Knock(remembering)));
        table.Cost("unknown keys: CPU each, nothing remembered", costs["forgetting"]);
        table.AtMost("unknown keys: CPU each, remembered / not", costs["remembering"] / costs["forgetting"], 1.2);
    }

    /// <summary>Without a network nothing ever waits, and handing a call that others may share to another thread is all the dearer.</summary>
    private static async Task MeasureProcessorWithoutNetworkAsync(Rounds rounds, RatioTable table)
    {
        await using var forgetting = CreateInMemory(Forget);
        await using var remembering = CreateInMemory(Remember);
        var costs = await rounds.MeasureAsync(
            Contender.OneByOne("forgetting", Knock(forgetting)), Contender.OneByOne("remembering", Knock(remembering)));
        table.Cost("unknown keys, service in memory: CPU each, nothing remembered", costs["forgetting"]);
        table.Figure("unknown keys, service in memory: CPU each, remembered / not", costs["remembering"] / costs["forgetting"]);
    }

    /// <summary>The stores are full after the first rounds; what is added from then on takes the place of something else.</summary>
    private static async Task MeasureMemoryAsync(Rounds rounds, RatioTable table)
    {
        await using var app = CreateInMemory(Remember);
        var knock = Contender.OneByOne("remembering", Knock(app));
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

    private static void Remember(ApiKeyOptions options) => options.CacheDuration = new ApiKeyOptions().CacheDuration;

    private static void Forget(ApiKeyOptions options) =>
        options.CacheDuration = options.UnknownKeyCacheDuration = options.RateLimitedCacheDuration = TimeSpan.Zero;

    private static InProcessApp CreateInMemory(Action<ApiKeyOptions> configure) => InProcessApp.Create(
        Contestant.ApiKey, Nowhere, configure, services => services
            .AddHttpClient($"ApiKeyAuth.Verification.{Contestant.ApiKey}")
            .ConfigurePrimaryHttpMessageHandler(() => new InMemoryTransport(InMemoryTransport.NotFound)));

    private static Func<Task> Knock(InProcessApp app)
    {
        var next = 0;
        return async () =>
        {
            var result = await app.AuthenticateAsync($"Bearer {BenchmarkKeys.Other(Interlocked.Increment(ref next))}");
            if (result.Failure?.Message != Unknown)
            {
                // An outage would be a refusal as well, and a cheap one.
                throw new InvalidOperationException($"An unknown key was answered with: {result.Failure?.Message ?? "let in"}");
            }
        };
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:F1} MB");
}
