namespace ApiKeyAuth.LocalService.Tests;

public class WorkspaceLimitTests
{
    private static readonly string[] Names = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"];

    [Fact]
    public async Task Every_authenticated_response_has_the_limit_headers_and_the_last_is_a_429()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.WorkspaceRequestsPerMinute = 2);
        var key = fixture.AddKey(apiId => new KeySeed { ApiId = apiId, Credits = 5 });
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(42_500));

        var first = await fixture.VerifyAsync(key);
        var invalid = await fixture.PostAsync("keys.verifyKey", new { });
        await fixture.PostAsync("keys.getKey", new { keyId = "key_unknown" });
        var rejected = await fixture.VerifyAsync(key);

        Assert.Equal(["2", "1", "17", "-"], Headers(first));
        Assert.Equal(["-", "-", "-", "-"], Headers(invalid));
        Assert.Equal("429 user/too_many_requests/workspace_rate_limited", rejected.Outcome);
        Assert.Equal(["2", "0", "17", "17"], Headers(rejected));
        Assert.Null(rejected.Body["error"]!["errors"]);
        fixture.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(3, (await fixture.VerifyAsync(key)).Data["credits"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_limit_of_zero_rejects_everything_without_a_header()
    {
        await using var fixture = await ServiceFixture.StartAsync(options => options.WorkspaceRequestsPerMinute = 0);

        var reply = await fixture.PostAsync("apis.createApi", new { name = "orders" });

        Assert.Equal(429, reply.Status);
        Assert.Equal(["-", "-", "-", "-"], Headers(reply));
    }

    private static IEnumerable<string> Headers(Reply reply) =>
        Names.Select(name => reply.Headers.TryGetValues(name, out var values) ? values.Single() : "-");
}
