using System.Net;
using System.Text.Json;
using ApiKeyAuth.Testing;

namespace MinimalApi.Tests;

/// <summary>What endpoints of the sample ask of a key, with each outcome.</summary>
public sealed class FeatureTests
{
    private static async Task<string> BodyAsync(Sample sample, string path, string? key = null)
    {
        using var response = await sample.GetAsync(path, key);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return problem.RootElement.GetProperty("code").GetString();
    }

    [Theory]
    [InlineData("/reports", null, 401, "missing_key")]
    [InlineData("/tokens", null, 401, "missing_key")]
    [InlineData("/tokens", "demo_reader", 403, "ratelimit_not_assigned")]
    [InlineData("/export", null, 401, "missing_key")]
    [InlineData("/export", "demo_reader", 403, "insufficient_permissions")]
    [InlineData("/editors", null, 401, "missing_key")]
    [InlineData("/editors", "demo_writer", 403, "insufficient_permissions")]
    [InlineData("/live", null, 401, "missing_key")]
    [InlineData("/live", "demo_disabled", 401, "invalid_key")]
    [InlineData("/hello", "unknown", 401, "invalid_key")]
    public async Task Key_that_does_not_fit_is_rejected(string path, string? key, int status, string code)
    {
        await using var sample = new Sample();
        using var response = await sample.GetAsync(path, key);
        Assert.Equal((status, code), ((int)response.StatusCode, await CodeAsync(response)));
    }

    [Theory]
    [InlineData("/reports", "demo_reader", """{"creditsLeft":null}""")]
    [InlineData("/reports", "demo_metered", """{"creditsLeft":5}""")]
    [InlineData("/tokens", "demo_writer", """{"tokensLeft":20}""")]
    [InlineData("/export", "demo_writer", """{"exported":true}""")]
    [InlineData("/export", "demo_editor", """{"exported":true}""")]
    [InlineData("/editors", "demo_editor", """{"roles":["editor"]}""")]
    [InlineData("/hello", null, """{"hello":"stranger"}""")]
    [InlineData("/hello", "demo_reader", """{"hello":"Reader"}""")]
    public async Task Key_that_fits_is_accepted(string path, string? key, string body)
    {
        await using var sample = new Sample();
        Assert.Equal(body, await BodyAsync(sample, path, key));
    }

    [Fact]
    public async Task Answer_without_the_limit_is_no_error()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var sample = new Sample().With("Authentication:Schemes:ApiKey:BaseAddress", service.Address.ToString());
        Assert.Equal("""{"tokensLeft":null}""", await BodyAsync(sample, "/tokens", "key_text"));
    }

    [Fact]
    public async Task Ten_credits_buy_two_reports()
    {
        await using var sample = new Sample();
        await BodyAsync(sample, "/reports", "demo_metered");
        await BodyAsync(sample, "/reports", "demo_metered");

        using var refused = await sample.GetAsync("/reports", "demo_metered");

        Assert.Equal((HttpStatusCode.TooManyRequests, "usage_exceeded"), (refused.StatusCode, await CodeAsync(refused)));
        Assert.Null(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Thirty_tokens_are_gone_after_three_calls_and_leave_other_endpoints_alone()
    {
        await using var sample = new Sample();
        for (var i = 0; i < 10; i++)
        {
            using var response = await sample.GetAsync("/tokens", "demo_writer");
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                // A run across the end of a window may see a few more.
                Assert.InRange(i, 3, 6);
                Assert.Equal("rate_limited", await CodeAsync(response));
                Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
                await BodyAsync(sample, "/me", "demo_writer");
                return;
            }
        }

        Assert.Fail("Ten calls passed a limit of three a minute.");
    }

    [Fact]
    public async Task Live_is_verified_at_every_request()
    {
        await using var sample = new Sample();
        var first = await BodyAsync(sample, "/live", "demo_reader");
        var second = await BodyAsync(sample, "/live", "demo_reader");

        Assert.StartsWith("""{"requestId":"req_""", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }
}
