using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests.Endpoints;

/// <summary>What the service is asked for each form of metadata.</summary>
public sealed class DemandTests
{
    private const string Answer =
        """
        {"meta":{},"data":{"valid":true,"code":"VALID","keyId":"key_1","permissions":["a","b"],
         "ratelimits":[{"id":"rl_1","name":"tokens","limit":9,"duration":60000,"reset":4102444800000,"remaining":8,"exceeded":false,"autoApply":false}]}}
        """;

    private static async Task<string> AskedAsync(Action<RouteHandlerBuilder> endpointRequirements, string query = "")
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            var endpoint = app.MapGet("/", () => "ok").RequireAuthorization();
            endpointRequirements(endpoint);
        });

        using var response = await app.GetAsync("/" + query, "key_text");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return WithoutKey(Assert.Single(service.Calls));
    }

    private static string WithoutKey(ScriptedCall call) => call.Body.Replace("\"key\":\"key_text\"", "", StringComparison.Ordinal).Replace("{,", "{", StringComparison.Ordinal);

    public static TheoryData<string, Action<RouteHandlerBuilder>> Demands => new()
    {
        { "{}", _ => { } },
        { "{}", endpoint => endpoint.WithCreditCost(1) },
        { "{}", endpoint => endpoint.RequireUncachedVerification() },
        { """{"credits":{"cost":5}}""", endpoint => endpoint.WithCreditCost(5) },
        { """{"credits":{"cost":0}}""", endpoint => endpoint.WithCreditCost(0) },
        { """{"credits":{"cost":1000000000000}}""", endpoint => endpoint.WithCreditCost(1_000_000_000_000) },
        { """{"credits":{"cost":7}}""", endpoint => endpoint.WithCreditCost(5).WithCreditCost(7) },
        { """{"credits":{"cost":12}}""", endpoint => endpoint.WithCreditCost(context => long.Parse(context.Request.Query["n"]!, null)) },
        { """{"credits":{"cost":3}}""", endpoint => endpoint.WithCreditCost(_ => ValueTask.FromResult(3L)) },
        { """{"credits":{"cost":4}}""", endpoint => endpoint.WithCreditCost(_ => 3).WithCreditCost(4) },
        { """{"credits":{"cost":3}}""", endpoint => endpoint.WithCreditCost(4).WithCreditCost(_ => 3) },
        { "{}", endpoint => endpoint.WithCreditCost(4).WithCreditCost(_ => 1) },
        { """{"ratelimits":[{"name":"tokens"}]}""", endpoint => endpoint.WithApiKeyRateLimit("tokens") },
        { """{"ratelimits":[{"name":"tokens","cost":10}]}""", endpoint => endpoint.WithApiKeyRateLimit("tokens", cost: 10) },
        { """{"ratelimits":[{"name":"tokens","cost":0}]}""", endpoint => endpoint.WithApiKeyRateLimit("tokens", cost: 0) },
        { """{"ratelimits":[{"name":"tokens","cost":12}]}""", endpoint => endpoint.WithApiKeyRateLimit("tokens", context => ValueTask.FromResult(long.Parse(context.Request.Query["n"]!, null))) },
        { """{"ratelimits":[{"name":"tokens","cost":2,"limit":5,"duration":60000}]}""", endpoint => endpoint.WithApiKeyRateLimit("tokens", 5, TimeSpan.FromMinutes(1), cost: 2) },
        { """{"ratelimits":[{"name":"tokens","cost":2}]}""", endpoint => endpoint.WithApiKeyRateLimit("tokens", 2, 5, TimeSpan.FromMinutes(1)) },
        { """{"ratelimits":[{"name":"tokens","cost":3},{"name":"other"}]}""", endpoint => endpoint.WithApiKeyRateLimit("tokens", cost: 2).WithApiKeyRateLimit("other").WithApiKeyRateLimit("tokens", cost: 3) },
        { """{"tags":["one","two"]}""", endpoint => endpoint.WithApiKeyTags("one").WithApiKeyTags("two", "one") },
        { """{"permissions":"(a) AND (b)"}""", endpoint => endpoint.RequirePermission("a").RequireAuthorization("b") },
    };

    [Theory]
    [MemberData(nameof(Demands))]
    public async Task Service_is_asked_what_the_endpoint_says(string asked, Action<RouteHandlerBuilder> endpointRequirements) =>
        Assert.Equal(asked, await AskedAsync(endpointRequirements, "?n=12&id=of_no_connection"));

    [Fact]
    public async Task Attributes_say_the_same_and_the_nearest_wins()
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app => app.MapControllers(), builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddControllers().AddApplicationPart(typeof(DemandingController).Assembly);
        });

        using var whole = await app.GetAsync("/demanding", "key_text");
        using var own = await app.GetAsync("/demanding/own", "key_text");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (whole.StatusCode, own.StatusCode));
        Assert.Equal(
            [
                """{"permissions":"a","credits":{"cost":5},"ratelimits":[{"name":"tokens","cost":10}],"tags":["class"]}""",
                """{"permissions":"(a) AND (b)","credits":{"cost":0},"ratelimits":[{"name":"tokens","limit":5,"duration":60000}],"tags":["class","action"]}""",
            ],
            service.Calls.Select(WithoutKey));
    }

    [Fact]
    public async Task Endpoint_wins_over_its_group_and_the_group_over_the_outer_one()
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            var outer = app.MapGroup("/outer").RequireAuthorization().WithCreditCost(2).WithApiKeyTags("outer").WithApiKeyRateLimit("tokens", cost: 2);
            var inner = outer.MapGroup("/inner").WithCreditCost(3).WithApiKeyTags("inner");
            outer.MapGet("/", () => "ok");
            inner.MapGet("/", () => "ok");
            inner.MapGet("/own", () => "ok").WithCreditCost(4).WithApiKeyRateLimit("tokens", cost: 4);
        });

        foreach (var path in new[] { "/outer", "/outer/inner", "/outer/inner/own" })
        {
            using var response = await app.GetAsync(path, "key_text");
        }

        Assert.Equal(
            [
                """{"credits":{"cost":2},"ratelimits":[{"name":"tokens","cost":2}],"tags":["outer"]}""",
                """{"credits":{"cost":3},"ratelimits":[{"name":"tokens","cost":2}],"tags":["outer","inner"]}""",
                """{"credits":{"cost":4},"ratelimits":[{"name":"tokens","cost":4}],"tags":["outer","inner"]}""",
            ],
            service.Calls.Select(WithoutKey));
    }

    [Fact]
    public async Task Cost_of_a_request_is_worked_out_once()
    {
        var times = 0;
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.UseExceptionHandler("/error");
            app.MapGet("/", string () => throw new InvalidOperationException("broken")).RequireAuthorization().RequirePermission("a").WithCreditCost(_ => ++times);
            app.MapGet("/error", () => "ok").RequireAuthorization();
        });

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(1, times);
        Assert.Single(service.Calls);
    }

    public static TheoryData<string, Action<RouteHandlerBuilder>> BadDelegates => new()
    {
        { "the credit cost of the request is -1", endpoint => endpoint.WithCreditCost(_ => -1) },
        { "the credit cost of the request is 1000000000001", endpoint => endpoint.WithCreditCost(_ => 1_000_000_000_001) },
        { "the cost of the rate limit 'tokens' is -1", endpoint => endpoint.WithApiKeyRateLimit("tokens", _ => ValueTask.FromResult(-1L)) },
    };

    [Theory]
    [MemberData(nameof(BadDelegates))]
    public async Task Delegate_that_asks_for_what_cannot_be_is_the_apps_fault(string problem, Action<RouteHandlerBuilder> endpointRequirements)
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app => endpointRequirements(app.MapGet("/", () => "ok").RequireAuthorization()));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("verification_misconfigured", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(problem, Assert.Single(app.Logs.Entries, entry => entry is { Level: LogLevel.Error, Id: 23 }).Message, StringComparison.Ordinal);
        Assert.Empty(service.Calls);
    }

    [Theory]
    [InlineData("/plain", 1)]
    [InlineData("/fresh", 2)]
    [InlineData("/cost", 2)]
    [InlineData("/limit", 2)]
    [InlineData("/tagged", 1)]
    public async Task Earlier_answer_serves_only_where_nothing_is_counted_and_none_must_be_fresh(string path, int calls)
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            var group = app.MapGroup("").RequireAuthorization();
            group.MapGet("/plain", () => "ok");
            group.MapGet("/fresh", (HttpContext context) => Assert.False(context.GetApiKey()!.IsCached)).RequireUncachedVerification();
            group.MapGet("/cost", () => "ok").WithCreditCost(0);
            group.MapGet("/limit", () => "ok").WithApiKeyRateLimit("tokens");
            group.MapGet("/tagged", () => "ok").WithApiKeyTags("tag");
        });

        using var first = await app.GetAsync("/plain", "key_text");
        using var second = await app.GetAsync(path, "key_text");

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(calls, service.Calls.Count);
    }

    [Fact]
    public async Task Fresh_answer_serves_later_requests_that_need_none()
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.MapGet("/plain", () => "ok").RequireAuthorization();
            app.MapGet("/fresh", () => "ok").RequireAuthorization().RequireUncachedVerification();
        });

        using var first = await app.GetAsync("/fresh", "key_text");
        using var second = await app.GetAsync("/plain", "key_text");

        Assert.Single(service.Calls);
    }
}
