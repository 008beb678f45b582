using System.Security.Claims;
using System.Text.Json;
using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Tests.Refusing;

/// <summary>What callers are told only where the app says so.</summary>
public sealed class AnswerOptionsTests
{
    private static Task<TestApp> StartAsync(Uri service, Action<ApiKeyOptions> configure) => TestApp.StartAsync(
        service,
        app =>
        {
            app.MapGet("/", (ClaimsPrincipal user) => user.Identity!.Name ?? "key").RequireAuthorization();
            app.MapGet("/docs", () => "docs").RequireAuthorization("docs.read");
        },
        builder => builder.AddApiKeyAuthentication(configure));

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;

    [Theory]
    [InlineData(429, "")]
    [InlineData(402, "")]
    [InlineData(403, "Bearer")]
    public async Task Used_up_key_is_answered_with_the_status_of_choice_and_no_time_to_come_back(int status, string challenge)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Refused("USAGE_EXCEEDED"));
        await using var app = await StartAsync(service.Address, options => options.UsageExceededStatusCode = status);

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal((status, challenge), ((int)response.StatusCode, response.Challenge()));
        Assert.Null(response.Headers.RetryAfter);
        Assert.Equal("usage_exceeded", (await ProblemAsync(response)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("NOT_FOUND", "not_found")]
    [InlineData("DISABLED", "disabled")]
    [InlineData("EXPIRED", "expired")]
    public async Task Reason_is_told_by_option_only(string code, string reason)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Refused(code));
        foreach (var told in new[] { true, false })
        {
            await using var app = await StartAsync(service.Address, options => options.IncludeErrorDetails = told);

            using var response = await app.GetAsync("/", "key_text");

            Assert.Equal(
                told ? $"Bearer error=\"invalid_token\",error_description=\"{reason}\"" : "Bearer error=\"invalid_token\"", response.Challenge());
            var problem = await ProblemAsync(response);
            Assert.Equal(told ? reason : null, problem.TryGetProperty("reason", out var value) ? value.GetString() : null);
            Assert.DoesNotContain("key_1", problem.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rate_limits_and_credits_are_told_from_live_answers()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 20, TimeSpan.Zero));
        await using var service = await LocalKeyService.StartAsync(options => options.TimeProvider = time, TestContext.Current.CancellationToken);
        var api = service.AddApi("orders");
        service.AddKey(new KeySeed
        {
            ApiId = api.ApiId,
            Key = "limited",
            Credits = 2,
            RateLimits = [new LocalRateLimit("requests", 2, TimeSpan.FromMinutes(1), AutoApply: true)],
        });
        await using var app = await StartAsync(
            service.Address,
            options =>
            {
                (options.RootKey, options.TimeProvider) = (service.RootKey, time);
                (options.IncludeRateLimitHeaders, options.RateLimitedCacheDuration) = (true, TimeSpan.Zero);
            });

        var seen = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await app.GetAsync("/", "limited");
            Assert.Equal("\"requests\";q=2;w=60", Header(response, "RateLimit-Policy"));
            seen.Add($"{(int)response.StatusCode} {Header(response, "RateLimit")} {Header(response, "ApiKey-Credits-Remaining")}");
        }

        Assert.Equal(["200 \"requests\";r=1;t=40 1", "200 \"requests\";r=0;t=40 0", "429 \"requests\";r=0;t=40 "], seen);
    }

    [Fact]
    public async Task Several_limits_are_lists_and_odd_names_are_left_out()
    {
        var reset = TimeProvider.System.GetUtcNow().AddSeconds(30).ToUnixTimeMilliseconds();
        string Limit(string name, long limit) => JsonSerializer.Serialize(new
        {
            id = "rl_1",
            name,
            limit,
            duration = 1_500,
            reset,
            remaining = -1,
            exceeded = false,
            autoApply = true,
        });
        await using var service = await ScriptedService.StartAsync(
            200, Answers.Valid(more: $"\"ratelimits\":[{Limit("a\"b\\c", long.MaxValue)},{Limit("é", 1)},{Limit("plain", 7)}]"));
        await using var app = await StartAsync(service.Address, options => options.IncludeRateLimitHeaders = true);

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal("\"a\\\"b\\\\c\";q=999999999999999;w=2, \"plain\";q=7;w=2", Header(response, "RateLimit-Policy"));
        Assert.Matches("^\"a\\\\\"b\\\\\\\\c\";r=0;t=[0-9]+, \"plain\";r=0;t=[0-9]+$", Header(response, "RateLimit"));
        Assert.Null(Header(response, "ApiKey-Credits-Remaining"));
    }

    [Fact]
    public async Task Nothing_is_told_from_memory_nor_without_the_option()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(
            more: $"\"ratelimits\":[{Answers.Limit(TimeProvider.System.GetUtcNow(), exceeded: false, autoApply: false)}]"));
        foreach (var (told, calls) in new[] { (true, 1), (false, 2) })
        {
            await using var app = await StartAsync(service.Address, options => options.IncludeRateLimitHeaders = told);
            using var live = await app.GetAsync("/", "key_text");
            using var cached = await app.GetAsync("/", "key_text");

            Assert.Equal((told, false), (Header(live, "RateLimit") is not null, Header(cached, "RateLimit") is not null));
            Assert.Equal(calls, service.Calls.Count);
        }
    }

    [Fact]
    public async Task Limit_is_told_once_also_where_a_page_for_the_status_authenticates_anew()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(
            more: $"\"ratelimits\":[{Answers.Limit(TimeProvider.System.GetUtcNow(), exceeded: false)}]"));
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.UseStatusCodePagesWithReExecute("/page", createScopeForStatusCodePages: true);
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/page", () => "page").RequireAuthorization();
                app.MapGet("/", () => Results.StatusCode(404)).RequireAuthorization();
            },
            builder => builder.AddApiKeyAuthentication(options => options.IncludeRateLimitHeaders = true));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal("page", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("\"requests\";q=3;w=60", Header(response, "RateLimit-Policy"));
        Assert.Single(service.Calls);
    }

    [Theory]
    [InlineData("/", 200)]
    [InlineData("/docs", 403)]
    public async Task Principal_of_the_apps_own_stands_in_during_an_outage(string path, int status)
    {
        await using var service = await ScriptedService.StartAsync(503, "");
        await using var app = await StartAsync(service.Address, options => options.OutagePrincipal = context =>
        {
            Assert.True(context.HasNoResponse);
            return Task.FromResult<ClaimsPrincipal?>(new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "stand-in")], "Outage")));
        });

        using var response = await app.GetAsync(path, "key_text");

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 200)
        {
            Assert.Equal("stand-in", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(503, "", 200)]
    [InlineData(200, "not json", 503)]
    [InlineData(429, "", 503)]
    [InlineData(401, """{"meta":{"requestId":"r"},"error":{"title":"T","detail":"D","status":401,"type":"https://unkey.com/docs/errors/unkey/authentication/key_not_found"}}""", 503)]
    [InlineData(200, """{"meta":{},"data":{"valid":false,"code":"NOT_FOUND"}}""", 401)]
    public async Task Nobody_stands_in_for_what_is_no_outage(int answered, string body, int status)
    {
        await using var service = await ScriptedService.StartAsync(answered, body);
        await using var app = await StartAsync(
            service.Address,
            options => options.OutagePrincipal = _ => Task.FromResult<ClaimsPrincipal?>(new(new ClaimsIdentity("Outage"))));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Delegate_may_let_nobody_in()
    {
        await using var service = await ScriptedService.StartAsync(503, "");
        await using var app = await StartAsync(service.Address, options => options.OutagePrincipal = _ => Task.FromResult<ClaimsPrincipal?>(null));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(503, (int)response.StatusCode);
    }
}
