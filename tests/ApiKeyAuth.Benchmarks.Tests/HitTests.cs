using ApiKeyAuth.Benchmarks.Hits;
using ApiKeyAuth.Benchmarks.Measuring;
using ApiKeyAuth.Benchmarks.Schemes;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Benchmarks.Tests;

public sealed class HitTests
{
    [Fact]
    public async Task Every_contestant_lets_the_same_caller_in()
    {
        await using var hits = await HitComparison.StartAsync();

        Assert.True(await hits.NoneAsync());
        Assert.Equal(Credentials.Owner, (await hits.FixedTicketAsync()).Principal!.Claims.Single().Value);
        Assert.Equal(
            Credentials.Permissions, (await hits.JwtBearerAsync()).Principal!.FindAll("permission").Select(claim => claim.Value));
        Assert.Equal(
            Credentials.Permissions, (await hits.ApiKeyAsync()).Principal!.FindAll("permission").Select(claim => claim.Value).Order());
        Assert.True((await hits.ApiKeyWithPermissionAsync()).Succeeded);
        Assert.Equal(Credentials.Owner, await hits.ApiKeyAndClaimsAsync());
    }

    [Fact]
    public async Task A_hit_asks_nobody()
    {
        await using var hits = await HitComparison.StartAsync();
        var before = hits.Verifications;

        var result = await hits.ApiKeyAsync();

        Assert.True(result.Succeeded);
        Assert.True(new DefaultHttpContext { User = result.Principal }.GetApiKey()!.IsCached);
        Assert.Equal(before, hits.Verifications);
    }

    [Fact]
    public async Task A_hit_allocates_at_most_a_kilobyte_above_the_floor()
    {
        await using var hits = await HitComparison.StartAsync();

        var floor = await Allocation.OfAsync(hits.FixedTicketAsync);
        var hit = await Allocation.OfAsync(hits.ApiKeyAsync);

        Assert.InRange(hit, floor, floor + 1024);
    }
}
