using System.Net;
using System.Text.Json;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Tests.Endpoints;

/// <summary>Limits that endpoints name, on the local service.</summary>
public sealed class RateLimitTests
{
    private static async Task<LocalKeyService> StartServiceAsync(TimeProvider time)
    {
        var service = await LocalKeyService.StartAsync(options => options.TimeProvider = time, TestContext.Current.CancellationToken);
        var api = service.AddApi("orders");
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "limited", RateLimits = [new LocalRateLimit("tokens", 30, TimeSpan.FromMinutes(1))] });
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = "bare" });
        return service;
    }

    private static async Task<string> StatusesAsync(string key, int times, Action<RouteHandlerBuilder> endpointRequirements, Action<TestApp>? then = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 10, TimeSpan.Zero));
        await using var service = await StartServiceAsync(time);
        await using var app = await TestApp.StartAsync(
            service.Address, app => endpointRequirements(app.MapGet("/", () => "ok").RequireAuthorization()),
            builder => builder.AddApiKeyAuthentication(options => (options.RootKey, options.TimeProvider) = (service.RootKey, time)));
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var response = await app.GetAsync("/", key);
            statuses.Add((int)response.StatusCode);
        }

        then?.Invoke(app);
        return string.Join(' ', statuses);
    }

    [Fact]
    public async Task Named_limit_is_taken_from_at_the_cost_of_the_endpoint() =>
        Assert.Equal("200 200 200 429", await StatusesAsync("limited", 4, endpoint => endpoint.WithApiKeyRateLimit("tokens", cost: 10)));

    [Fact]
    public async Task Limit_that_the_endpoint_brings_along_counts_for_every_key() =>
        Assert.Equal("200 200 429", await StatusesAsync("bare", 3, endpoint => endpoint.WithApiKeyRateLimit("exports", 2, TimeSpan.FromMinutes(1))));

    [Fact]
    public async Task Key_that_lacks_the_named_limit_is_forbidden_with_a_warning() =>
        Assert.Equal("403", await StatusesAsync("bare", 1, endpoint => endpoint.WithApiKeyRateLimit("tokens"), app =>
        {
            var warning = Assert.Single(app.Logs.Entries, entry => entry is { Level: LogLevel.Warning, Id: 21 });
            Assert.Contains("the rate limit tokens", warning.Message, StringComparison.Ordinal);
        }));

    [Fact]
    public async Task Key_that_lacks_the_named_limit_counts_on_the_fallback_and_others_on_their_own()
    {
        static void Requirements(RouteHandlerBuilder endpoint) => endpoint.WithApiKeyRateLimit("tokens", 10, 20, TimeSpan.FromMinutes(1));

        Assert.Equal("200 200 429", await StatusesAsync("bare", 3, Requirements));
        Assert.Equal("200 200 200 429", await StatusesAsync("limited", 4, Requirements));
    }

    [Fact]
    public async Task Problem_of_a_missing_limit_has_its_own_code_and_no_challenge_error()
    {
        const string Missing = """{"meta":{"requestId":"req_1"},"error":{"title":"T","detail":"D","status":412,"type":"https://unkey.com/docs/errors/unkey/application/precondition_failed"}}""";
        await using var service = await ScriptedService.StartAsync(412, Missing);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.MapGet("/named", () => "ok").RequireAuthorization().WithApiKeyRateLimit("tokens");
            app.MapGet("/inline", () => "ok").RequireAuthorization().WithApiKeyRateLimit("tokens", 1, TimeSpan.FromSeconds(1));
        });

        using var named = await app.GetAsync("/named", "key_text");
        using var inline = await app.GetAsync("/inline", "key_text");

        using var problem = JsonDocument.Parse(await named.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((HttpStatusCode.Forbidden, "Bearer"), (named.StatusCode, named.Challenge()));
        Assert.Equal(
            ("ratelimit_not_assigned", "urn:apikeyauth:problem:ratelimit_not_assigned", "req_1"),
            (problem.RootElement.GetProperty("code").GetString(), problem.RootElement.GetProperty("type").GetString(), problem.RootElement.GetProperty("requestId").GetString()));
        Assert.Equal(HttpStatusCode.InternalServerError, inline.StatusCode);
    }

    [Fact]
    public async Task Valid_key_whose_limit_was_not_looked_at_is_accepted_with_a_warning_and_not_remembered()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization().WithApiKeyRateLimit("tokens"));

        using var first = await app.GetAsync("/", "key_text");
        using var second = await app.GetAsync("/", "key_text");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, 2), (first.StatusCode, second.StatusCode, service.Calls.Count));
        Assert.Equal(2, app.Logs.Entries.Count(entry => entry is { Level: LogLevel.Warning, Id: 22 }));
    }

    [Fact]
    public async Task Exceeded_limit_is_repeated_only_where_the_same_is_counted_and_none_must_be_fresh()
    {
        var time = new FakeTimeProvider();
        var exceeded = time.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds();
        await using var service = await ScriptedService.StartAsync(200,
            $$$"""{"meta":{},"data":{"valid":false,"code":"RATE_LIMITED","keyId":"key_1","ratelimits":[{"id":"","name":"tokens","limit":1,"duration":60000,"reset":{{{exceeded}}},"remaining":0,"exceeded":true,"autoApply":false}]}}""");
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.MapGet("/one", () => "ok").RequireAuthorization().WithApiKeyRateLimit("tokens");
            app.MapGet("/same", () => "ok").RequireAuthorization().WithApiKeyRateLimit("tokens");
            app.MapGet("/dearer", () => "ok").RequireAuthorization().WithApiKeyRateLimit("tokens", cost: 2);
            app.MapGet("/fresh", () => "ok").RequireAuthorization().WithApiKeyRateLimit("tokens").RequireUncachedVerification();
        }, builder => builder.AddApiKeyAuthentication(options => options.TimeProvider = time));

        foreach (var path in new[] { "/one", "/same", "/dearer", "/fresh" })
        {
            using var response = await app.GetAsync(path, "key_text");
        }

        Assert.Equal(3, service.Calls.Count);
    }
}
