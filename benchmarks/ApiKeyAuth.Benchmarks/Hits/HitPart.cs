using ApiKeyAuth.Benchmarks.Measuring;

namespace ApiKeyAuth.Benchmarks.Hits;

/// <summary>A cached hit in process: ratios of time, and the memory of one request, which is exact.</summary>
internal static class HitPart
{
    private const long MemoryAboveFloor = 1024;

    public static async Task RunAsync(Extent extent, RatioTable table)
    {
        await using var hits = await HitComparison.StartAsync();
        var costs = await extent.Hits.MeasureAsync(
            Contender.OneByOne("none", hits.NoneAsync),
            Contender.OneByOne("floor", hits.FixedTicketAsync),
            Contender.OneByOne("jwt", hits.JwtBearerAsync),
            Contender.OneByOne("hit", hits.ApiKeyAsync),
            Contender.OneByOne("permission", hits.ApiKeyWithPermissionAsync),
            Contender.OneByOne("claims", hits.ApiKeyAndClaimsAsync));

        table.Cost("hit, in process: context and scope, nobody authenticates", costs["none"]);
        table.Cost("hit, in process: fixed ticket (floor)", costs["floor"]);
        table.Cost("hit, in process: JwtBearer HS256", costs["jwt"]);
        table.Cost("hit, in process: API key", costs["hit"]);
        table.AtMost("hit, in process: API key / floor", costs["hit"] / costs["floor"], 3.5, 2.5);
        table.AtMost("hit, in process: API key / JwtBearer HS256", costs["hit"] / costs["jwt"], 0.25, 0.2);
        table.Figure("hit, in process: with a permission query / without", costs["permission"] / costs["hit"]);
        table.Figure("hit, in process: with a claim read / without", costs["claims"] / costs["hit"]);
        await MeasureMemoryAsync(hits, table);
        table.Exactly("hit, in process: verifications of all those hits", $"{hits.Verifications}", "2, one for each app", hits.Verifications == 2);
    }

    private static async Task MeasureMemoryAsync(HitComparison hits, RatioTable table)
    {
        var floor = await Allocation.OfAsync(hits.FixedTicketAsync);
        var hit = await Allocation.OfAsync(hits.ApiKeyAsync);
        table.Figure("hit, allocated: fixed ticket (floor)", $"{floor} B");
        table.Figure("hit, allocated: JwtBearer HS256", $"{await Allocation.OfAsync(hits.JwtBearerAsync)} B");
        table.Exactly("hit, allocated: API key", $"{hit} B", $"≤ floor + {MemoryAboveFloor} B", hit <= floor + MemoryAboveFloor);
    }
}
