using System.Text.Json;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Refusing;

/// <summary>What a problem says to do, and what it does not give away.</summary>
public sealed class DetailTests
{
    private const string Form = "at most 512 visible ASCII characters, no comma, no space.";

    private static Task<TestApp> StartAsync(Uri service, Action<ApiKeyOptions> configure) => TestApp.StartAsync(
        service,
        app =>
        {
            app.MapGet("/", () => "ok").RequireAuthorization();
            app.MapGet("/query", () => "ok").RequireAuthorization().AllowApiKeyFromQuery();
            app.MapGet("/limited", () => "ok").RequireAuthorization().WithApiKeyRateLimit("exports", cost: 10);
            app.MapGet("/two", () => "ok").RequireAuthorization()
                .WithApiKeyRateLimit("größe's %", cost: 10).WithApiKeyRateLimit("exports", cost: 10);
        },
        builder => builder.AddApiKeyAuthentication(configure));

    private static async Task<(int Status, JsonElement Problem, string Headers)> SendAsync(
        TestApp app, string path, string? authorization = null, params (string, string)[] headers)
    {
        using var response = await app.SendAsync(HttpMethod.Get, path, authorization, headers);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonDocument.Parse(body).RootElement, response.Headers.ToString());
    }

    private static string? Detail(JsonElement problem) => problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null;

    public static TheoryData<string, string, string?> Places => new()
    {
        { "bearer", "/", "Send the key as 'Authorization: Bearer <key>'." },
        { "bearer", "/query", "Send the key as 'Authorization: Bearer <key>' or '?access_token=<key>'." },
        { "schemes", "/", "Send the key as 'Authorization: Token <key>' or 'Authorization: Key <key>'." },
        { "both", "/", "Send the key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'." },
        { "header", "/", "Send the key as 'X-API-Key: <key>'." },
        { "query", "/query", "Send the key as '?key=<key>'." },
        { "query", "/", null },
        { "delegate", "/", null },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Caller_without_a_key_is_told_every_place_that_the_endpoint_reads(string what, string path, string? detail)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service.Address, options =>
        {
            options.AuthorizationSchemes = what switch { "bearer" or "both" => ["Bearer"], "schemes" => ["Token", "Key"], _ => [] };
            options.HeaderName = what is "header" or "both" ? "X-API-Key" : null;
            options.QueryParameterName = what == "query" ? "key" : options.QueryParameterName;
            options.ReadKey = what == "delegate" ? context => context.Request.Cookies["key"] : null;
        });

        var (status, problem, _) = await SendAsync(app, path);

        Assert.Equal((401, "missing_key", detail), (status, problem.GetProperty("code").GetString(), Detail(problem)));
    }

    [Theory]
    [InlineData("/", "Bearer a,b", null, null, $"Send one key as 'Authorization: Bearer <key>': {Form}")]
    [InlineData("/", "token a,b", null, null, $"Send one key as 'Authorization: Token <key>': {Form}")]
    [InlineData("/", null, "a,b", null, $"Send one key as 'X-API-Key: <key>': {Form}")]
    [InlineData("/query?access_token=a,b", null, null, null, $"Send one key as '?access_token=<key>': {Form}")]
    [InlineData("/", null, null, "a,b", $"Send one key: {Form}")]
    public async Task Caller_with_a_malformed_key_is_told_the_place_that_it_used(
        string path, string? authorization, string? header, string? cookie, string detail)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service.Address, options =>
        {
            (options.AuthorizationSchemes, options.HeaderName) = (["Bearer", "Token"], "X-API-Key");
            options.ReadKey = context => context.Request.Headers["X-Own"] is [var own] ? own : null;
        });
        (string, string)[] headers = (header, cookie) switch
        {
            ({ } text, _) => [("X-API-Key", text)],
            (_, { } text) => [("X-Own", text)],
            _ => [],
        };

        var (status, problem, _) = await SendAsync(app, path, authorization, headers);

        Assert.Equal((401, "malformed_credential", detail), (status, problem.GetProperty("code").GetString(), Detail(problem)));
    }

    [Fact]
    public async Task Longest_key_of_the_detail_is_the_settings()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service.Address, options => options.MaxKeyLength = 20);

        var (_, problem, _) = await SendAsync(app, "/", $"Bearer {new string('k', 21)}");

        Assert.Contains("at most 20 visible ASCII characters", Detail(problem), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/limited", "The rate limit 'exports' is exceeded.")]
    [InlineData("/two", "The rate limits 'größe's %', 'exports' are exceeded.")]
    public async Task Exceeded_limits_are_named_from_live_answers_and_from_memory(string path, string detail)
    {
        await using var service = await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        service.AddKey(new KeySeed
        {
            ApiId = service.AddApi("orders").ApiId,
            Key = "limited",
            RateLimits =
            [
                new LocalRateLimit("requests", 100, TimeSpan.FromMinutes(1), AutoApply: true),
                new LocalRateLimit("exports", 5, TimeSpan.FromMinutes(1)),
                new LocalRateLimit("größe's %", 5, TimeSpan.FromMinutes(1)),
            ],
        });
        await using var app = await StartAsync(service.Address, options => options.RootKey = service.RootKey);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            var (status, problem, _) = await SendAsync(app, path, "Bearer limited");
            Assert.Equal((429, "rate_limited"), (status, problem.GetProperty("code").GetString()));
            Assert.Equal(
                detail.Split('\'').Order(), Detail(problem)!.Split('\'').Order());
        }
    }

    [Theory]
    [InlineData("DISABLED")]
    [InlineData("EXPIRED")]
    [InlineData("INVENTED_LATER")]
    public async Task Keys_that_are_rejected_look_like_unknown_ones_however_often_they_come(string code)
    {
        var reset = TimeProvider.System.GetUtcNow().AddMinutes(1);
        var limits = $"\"credits\":5,\"ratelimits\":[{Answers.Limit(reset, exceeded: false)}]";
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(context.Request.Headers.ContentLength == "{\"key\":\"unknown\"}".Length
                ? Answers.Refused("NOT_FOUND")
                : Answers.Refused(code, more: limits));
        });
        await using var app = await StartAsync(service.Address, options => options.IncludeRateLimitHeaders = true);

        var seen = new HashSet<(int, string, string)>();
        foreach (var key in new[] { "unknown", "other", "unknown", "other", "eyJhbGciOiJub25lIn0.e30.eA", "unknown" })
        {
            var (status, problem, headers) = await SendAsync(app, "/", $"Bearer {key}");
            seen.Add((status, problem.GetRawText(), headers));
        }

        var (only, body, _) = Assert.Single(seen);
        Assert.Equal(401, only);
        Assert.DoesNotContain("req_", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_id_of_a_rejected_key_is_told_with_the_details()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Refused("DISABLED"));
        await using var app = await StartAsync(service.Address, options => options.IncludeErrorDetails = true);

        var (_, problem, _) = await SendAsync(app, "/", "Bearer key_text");

        Assert.Equal(("disabled", "req_refused"), (problem.GetProperty("reason").GetString(), problem.GetProperty("requestId").GetString()));
    }
}
