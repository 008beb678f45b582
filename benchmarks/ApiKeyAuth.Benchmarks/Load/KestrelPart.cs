using ApiKeyAuth.Benchmarks.Measuring;
using ApiKeyAuth.Benchmarks.Processes;
using ApiKeyAuth.Benchmarks.Schemes;
using ApiKeyAuth.LocalService;

namespace ApiKeyAuth.Benchmarks.Load;

/// <summary>
/// A cached hit as a whole request: what a server process takes of the processor for it, under load from this process over a few
/// connections.
/// </summary>
internal static class KestrelPart
{
    private const int Connections = 16;

    private static readonly Contestant[] Contestants = [Contestant.None, Contestant.FixedTicket, Contestant.ApiKey, Contestant.JwtBearer];

    public static async Task RunAsync(Extent extent, RatioTable table)
    {
        await using var service = await BenchmarkKeys.StartServiceAsync();
        var servers = await Task.WhenAll(Contestants.Select(contestant => ChildProcess.StartAsync(ServerProgram.App(contestant), service.At())));
        var callers = await Task.WhenAll(servers.Select(server => Callers.ConnectAsync(server.Address, Connections)));
        try
        {
            var costs = await extent.Requests.MeasureAsync(
                [.. Contestants.Select((contestant, i) => Contend(contestant, servers[i], callers[i]))]);
            Report(table, costs, service);
        }
        finally
        {
            Array.ForEach(callers, caller => caller.Dispose());
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private static void Report(RatioTable table, IReadOnlyDictionary<string, double> costs, LocalKeyService service)
    {
        var floor = costs[nameof(Contestant.FixedTicket)];
        table.Cost("hit, whole request: server CPU without authentication", costs[nameof(Contestant.None)]);
        table.Cost("hit, whole request: server CPU, fixed ticket (floor)", floor);
        table.Cost("hit, whole request: server CPU, API key", costs[nameof(Contestant.ApiKey)]);
        table.AtMost("hit, whole request: server CPU, API key / floor", costs[nameof(Contestant.ApiKey)] / floor, 1.2, 1.15);
        table.Figure("hit, whole request: server CPU, JwtBearer HS256 / floor", costs[nameof(Contestant.JwtBearer)] / floor);
        var verifications = service.CallCount("keys.verifyKey");
        table.Exactly(
            "hit, whole request: verifications of all those hits", $"{verifications}", "a few, one each 5 minutes", verifications is > 0 and < 10);
    }

    private static Contender Contend(Contestant contestant, ChildProcess server, Callers callers)
    {
        var request = Callers.Get(contestant == Contestant.JwtBearer ? Credentials.BearerToken() : Credentials.BearerKey);
        return new Contender(contestant.ToString(), requests => callers.SendAsync(requests, _ => request), server.ProcessorTime);
    }
}
