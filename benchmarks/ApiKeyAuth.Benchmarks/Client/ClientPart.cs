using ApiKeyAuth.Benchmarks.Measuring;

namespace ApiKeyAuth.Benchmarks.Client;

internal static class ClientPart
{
    public static async Task RunAsync(Extent extent, RatioTable table)
    {
        await using var clients = ClientComparison.Create();
        var costs = await extent.ClientCalls.MeasureAsync(
            Contender.OneByOne("hand", clients.ByHandAsync),
            Contender.OneByOne("bare", clients.BareAsync),
            Contender.OneByOne("whole", clients.WholeAsync));
        table.Cost("typed client: HttpClient by hand", costs["hand"]);
        table.AtMost("typed client: without the pipeline / by hand", costs["bare"] / costs["hand"], 1.5);
        table.AtMost("typed client: with the pipeline / by hand", costs["whole"] / costs["hand"], 1.8);
        table.Figure("typed client, allocated: by hand, without, with the pipeline", string.Join(", ",
            await Allocation.OfAsync(clients.ByHandAsync), await Allocation.OfAsync(clients.BareAsync), await Allocation.OfAsync(clients.WholeAsync)) + " B");
    }
}
