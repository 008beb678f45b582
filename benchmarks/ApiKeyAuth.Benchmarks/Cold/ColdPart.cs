using ApiKeyAuth.Benchmarks.Load;
using ApiKeyAuth.Benchmarks.Measuring;
using ApiKeyAuth.Benchmarks.Processes;
using ApiKeyAuth.Benchmarks.Schemes;

namespace ApiKeyAuth.Benchmarks.Cold;

/// <summary>A key that was never seen: what the caller waits, one caller at a time, beside a handler that does nothing but ask.</summary>
internal static class ColdPart
{
    private const double Goal = 1.75;

    public static async Task RunAsync(Extent extent, RatioTable table)
    {
        var rounds = extent.ColdMisses;
        await using var service = await BenchmarkKeys.StartServiceAsync((rounds.Count + rounds.WarmUp) * rounds.Operations);
        await MeasureInProcessAsync(rounds, service.At(), table);
        await MeasureRequestsAsync(rounds, service.At(), table);
    }

    private static async Task MeasureInProcessAsync(Rounds rounds, KeyServiceAt service, RatioTable table)
    {
        await using var byHand = InProcessApp.Create(Contestant.Handwritten, service);
        await using var apiKey = InProcessApp.Create(Contestant.ApiKey, service);
        var costs = await rounds.MeasureAsync(Contend("hand", byHand), Contend("ours", apiKey));
        table.Cost("cold miss, in process: handler by hand", costs["hand"]);
        table.AtMost("cold miss, in process: API key / by hand", costs["ours"] / costs["hand"], Goal);
    }

    private static async Task MeasureRequestsAsync(Rounds rounds, KeyServiceAt service, RatioTable table)
    {
        await using var byHand = await ChildProcess.StartAsync(ServerProgram.App(Contestant.Handwritten), service);
        await using var apiKey = await ChildProcess.StartAsync(ServerProgram.App(Contestant.ApiKey), service);
        using var toByHand = await Callers.ConnectAsync(byHand.Address, 1);
        using var toApiKey = await Callers.ConnectAsync(apiKey.Address, 1);
        var costs = await rounds.MeasureAsync(Contend("hand", toByHand), Contend("ours", toApiKey));
        table.Cost("cold miss, whole request: handler by hand", costs["hand"]);
        table.AtMost("cold miss, whole request: API key / by hand", costs["ours"] / costs["hand"], Goal);
    }

    private static Contender Contend(string name, InProcessApp app)
    {
        var next = 0;
        return new Contender(
            name,
            async operations =>
            {
                for (var i = 0; i < operations; i++)
                {
                    if (!(await app.AuthenticateAsync($"Bearer {BenchmarkKeys.Other(next++)}")).Succeeded)
                    {
                        throw new InvalidOperationException("A valid key was rejected.");
                    }
                }
            },
            Contender.Elapsed);
    }

    private static Contender Contend(string name, Callers callers)
    {
        var next = 0;
        return new Contender(
            name,
            requests => callers.SendAsync(requests, _ => Callers.Get($"Bearer {BenchmarkKeys.Other(next++)}")),
            Contender.Elapsed);
    }
}
