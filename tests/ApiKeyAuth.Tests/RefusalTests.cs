using System.Globalization;
using System.Net;
using System.Text.Json;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.Tests;

/// <summary>What the caller sees of each answer of the service.</summary>
public sealed class RefusalTests
{
    private const string Envelope = """{"meta":{"requestId":"req_1"},"error":{"title":"T","detail":"D","status":0,"type":"https://unkey.com/docs/errors/@","errors":[]}}""";

    private static string Refused(string code) => """{"meta":{"requestId":"req_1"},"data":{"valid":false,"code":"@","keyId":"key_1"}}""".Replace("@", code, StringComparison.Ordinal);

    private static string Error(string type) => Envelope.Replace("@", type, StringComparison.Ordinal);

    private static async Task<TestApp> StartAsync(ScriptedService service, Action<WebApplicationBuilder>? build = null) =>
        await TestApp.StartAsync(service, app => app.MapGet("/", () => "let in").RequireAuthorization("docs.read AND docs.write"), build);

    public static TheoryData<int, string, int, string, string> Answers => new()
    {
        { 200, Refused("NOT_FOUND"), 401, "invalid_key", "Bearer error=\"invalid_token\"" },
        { 200, Refused("DISABLED"), 401, "invalid_key", "Bearer error=\"invalid_token\"" },
        { 200, Refused("EXPIRED"), 401, "invalid_key", "Bearer error=\"invalid_token\"" },
        { 200, Refused("INVENTED_LATER"), 401, "invalid_key", "Bearer error=\"invalid_token\"" },
        { 200, Refused("valid"), 401, "invalid_key", "Bearer error=\"invalid_token\"" },
        { 200, Refused("FORBIDDEN"), 403, "forbidden", "Bearer" },
        { 200, Refused("INSUFFICIENT_PERMISSIONS"), 403, "insufficient_permissions", "Bearer error=\"insufficient_scope\",scope=\"docs.read docs.write\"" },
        { 200, Refused("USAGE_EXCEEDED"), 429, "usage_exceeded", "" },
        { 200, Refused("RATE_LIMITED"), 429, "rate_limited", "" },
        { 200, """{"data":{"valid":false,"code":"VALID","keyId":"key_1"}}""", 503, "verification_unavailable", "" },
        { 200, """{"data":{"valid":true,"code":"EXPIRED","keyId":"key_1"}}""", 503, "verification_unavailable", "" },
        { 200, """{"data":{"valid":true,"code":"valid","keyId":"key_1"}}""", 503, "verification_unavailable", "" },
        { 200, """{"data":{"valid":true,"keyId":"key_1"}}""", 503, "verification_unavailable", "" },
        { 200, """{"data":{"code":"VALID","keyId":"key_1"}}""", 503, "verification_unavailable", "" },
        { 200, """{"data":{"valid":"true","code":"VALID","keyId":"key_1"}}""", 503, "verification_unavailable", "" },
        { 200, """{"data":null}""", 503, "verification_unavailable", "" },
        { 200, "{}", 503, "verification_unavailable", "" },
        { 200, "null", 503, "verification_unavailable", "" },
        { 200, "[]", 503, "verification_unavailable", "" },
        { 200, "", 503, "verification_unavailable", "" },
        { 200, "<html>", 503, "verification_unavailable", "" },
        { 201, ScriptedService.GoodAnswer, 503, "verification_unavailable", "" },
        { 204, "", 503, "verification_unavailable", "" },
        { 302, "", 503, "verification_unavailable", "" },
        { 400, Error("unkey/application/invalid_input"), 500, "verification_misconfigured", "" },
        { 400, Error("user/bad_request/permissions_query_syntax_error"), 500, "verification_misconfigured", "" },
        { 400, Error("unkey/authentication/malformed"), 503, "verification_unavailable", "" },
        { 400, Error("unkey/application/invalid_input").Replace("\"errors\":[]", "\"errors\":[{\"location\":\"security\"}]", StringComparison.Ordinal), 503, "verification_unavailable", "" },
        { 401, Error("unkey/authentication/key_not_found"), 503, "verification_unavailable", "" },
        { 403, Error("unkey/authorization/key_disabled"), 503, "verification_unavailable", "" },
        { 404, Error("unkey/data/workspace_not_found"), 503, "verification_unavailable", "" },
        { 404, Error("unkey/data/key_not_found"), 500, "verification_misconfigured", "" },
        { 404, "404 page not found\n", 503, "verification_unavailable", "" },
        { 405, "Method Not Allowed\n", 503, "verification_unavailable", "" },
        { 408, Error("user/bad_request/request_timeout"), 503, "verification_unavailable", "" },
        { 412, Error("unkey/application/precondition_failed"), 500, "verification_misconfigured", "" },
        { 413, Error("user/bad_request/request_body_too_large"), 500, "verification_misconfigured", "" },
        { 422, Error("user/unprocessable_entity/query_execution_timeout"), 500, "verification_misconfigured", "" },
        { 429, Error("user/too_many_requests/workspace_rate_limited"), 503, "verification_unavailable", "" },
        { 500, Error("unkey/application/service_unavailable"), 503, "verification_unavailable", "" },
        { 502, "<html>bad gateway</html>", 503, "verification_unavailable", "" },
        { 503, "", 503, "verification_unavailable", "" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_of_the_service_becomes_a_status_a_problem_and_headers(int answered, string body, int status, string code, string challenge)
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = answered;
            context.Response.ContentType = "application/json";
            return body.Length > 0 ? context.Response.WriteAsync(body) : Task.CompletedTask;
        });
        await using var app = await StartAsync(service);

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal((status, "application/problem+json"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("urn:apikeyauth:problem:" + code, problem.RootElement.GetProperty("type").GetString());
        Assert.Equal(status != 401 && body.Contains("\"req_", StringComparison.Ordinal), problem.RootElement.TryGetProperty("requestId", out _));
        Assert.Equal(challenge, response.Challenge());
        Assert.Equal(status == 503, response.Headers.RetryAfter is not null);
        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Answer_that_is_not_json_lets_nobody_in()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer, "text/html");
        await using var app = await StartAsync(service);

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task Rate_limited_key_may_come_back_when_the_latest_exceeded_window_ends()
    {
        var now = TimeProvider.System.GetUtcNow();
        string Limit(string name, double seconds, bool exceeded) => JsonSerializer.Serialize(new
        {
            id = "",
            name,
            limit = 1,
            duration = 60_000,
            reset = now.AddSeconds(seconds).ToUnixTimeMilliseconds(),
            remaining = 0,
            exceeded,
            autoApply = true,
        });
        var body = $$$"""{"meta":{},"data":{"valid":false,"code":"RATE_LIMITED","keyId":"key_1","ratelimits":[{{{Limit("a", 5, true)}}},{{{Limit("b", 40, true)}}},{{{Limit("c", 600, false)}}}]}}""";
        await using var service = await ScriptedService.StartAsync(200, body);
        await using var app = await StartAsync(service);

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 30, 40);
    }

    [Theory]
    [InlineData("17", "17")]
    [InlineData("0", "1")]
    public async Task Quota_of_our_own_is_no_fault_of_the_caller_and_tells_when_it_ends(string told, string passedOn)
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = told;
            return context.Response.WriteAsync(Error("user/too_many_requests/workspace_rate_limited"));
        });
        await using var app = await StartAsync(service);

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(passedOn, response.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task Quota_of_our_own_may_tell_its_end_as_a_date()
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = TimeProvider.System.GetUtcNow().AddSeconds(40).ToString("R", CultureInfo.InvariantCulture);
            return context.Response.WriteAsync(Error("user/too_many_requests/workspace_rate_limited"));
        });
        await using var app = await StartAsync(service);

        using var response = await app.GetAsync("/", "key_text");

        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 30, 40);
    }

    [Theory]
    [InlineData(401, "unkey/authentication/key_not_found")]
    [InlineData(401, "unkey/something/new")]
    [InlineData(403, "unkey/authorization/key_disabled")]
    [InlineData(403, "unkey/authorization/forbidden")]
    [InlineData(404, "unkey/data/workspace_not_found")]
    [InlineData(400, "unkey/authentication/malformed")]
    [InlineData(400, "security")]
    public async Task Rejected_root_key_is_logged_as_critical_and_named_without_its_value(int status, string type)
    {
        var body = type == "security"
            ? Error("unkey/application/invalid_input").Replace("[]", "[{\"location\":\"security\"}]", StringComparison.Ordinal)
            : Error(type);
        await using var service = await ScriptedService.StartAsync(status, body);
        await using var app = await StartAsync(service);

        using var response = await app.GetAsync("/", "key_text");

        var entry = Assert.Single(app.Logs.Entries, entry => entry.Level == LogLevel.Critical);
        Assert.Contains("Authentication:Schemes:ApiKey:RootKey", entry.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestApp.RootKey, app.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejected_root_key_is_reported_at_most_once_a_minute()
    {
        var clock = new FakeTimeProvider();
        await using var service = await ScriptedService.StartAsync(401, Error("unkey/authentication/key_not_found"));
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", () => "ok").RequireAuthorization(),
            builder => builder.AddApiKeyAuthentication(options => options.TimeProvider = clock));
        for (var i = 0; i < 5; i++)
        {
            using var response = await app.GetAsync("/", $"key_text_{i}");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }

        var entry = Assert.Single(app.Logs.Entries, entry => entry.Level == LogLevel.Critical);
        Assert.Contains("restart the app", entry.Message, StringComparison.Ordinal);
        Assert.Equal(4, app.Logs.Entries.Count(entry => entry.Message.Contains("still rejects the root key", StringComparison.Ordinal)));

        clock.Advance(TimeSpan.FromMinutes(1));
        using var later = await app.GetAsync("/", "key_text");
        Assert.Equal(2, app.Logs.Entries.Count(entry => entry.Level == LogLevel.Critical));
    }

    [Fact]
    public async Task Unreachable_service_is_503_in_time_and_anonymous_endpoints_live_on()
    {
        using var closed = new ClosedPort();
        await using var app = await TestApp.StartAsync(closed.Address, app =>
        {
            app.MapGet("/", () => "ok").RequireAuthorization();
            app.MapGet("/health", () => "ok");
        });

        for (var i = 0; i < 30; i++)
        {
            using var response = await app.GetAsync("/", "key_text");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3);
        }

        using var health = await app.GetAsync("/health", "key_text");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false)]
    [InlineData("application/json", true)]
    [InlineData("application/json,text/html;q=0.9", true)]
    [InlineData("text/html,application/json", true)]
    [InlineData("*/*", true)]
    public async Task Problem_is_written_unless_a_browser_wants_html(string accept, bool written)
    {
        await using var service = await ScriptedService.StartAsync(200, Refused("NOT_FOUND"));
        await using var app = await StartAsync(service);

        using var response = await app.SendAsync(HttpMethod.Get, "/", "Bearer key_text", ("Accept", accept));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(written, (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Length > 0);
    }

    [Fact]
    public async Task Head_request_gets_status_and_headers_alone()
    {
        await using var service = await ScriptedService.StartAsync(200, Refused("NOT_FOUND"));
        await using var app = await TestApp.StartAsync(service, app => app.MapMethods("/", ["HEAD"], () => "ok").RequireAuthorization());

        using var response = await app.SendAsync(HttpMethod.Head, "/", "Bearer key_text");

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer error=\"invalid_token\""), (response.StatusCode, response.Challenge()));
        Assert.Null(response.Content.Headers.ContentType);
    }

    [Fact]
    public async Task Customization_of_problems_by_the_app_applies()
    {
        await using var service = await ScriptedService.StartAsync(200, Refused("NOT_FOUND"));
        await using var app = await StartAsync(service, builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = problem => problem.ProblemDetails.Extensions["node"] = "n1");
        });

        using var response = await app.GetAsync("/", "key_text");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("\"node\":\"n1\"", body, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"invalid_key\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Realm_stands_first_and_is_escaped()
    {
        await using var service = await ScriptedService.StartAsync(200, Refused("NOT_FOUND"));
        await using var app = await StartAsync(service, builder => builder.AddApiKeyAuthentication(options => options.Realm = "my \"own\" \\ realm"));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal("Bearer realm=\"my \\\"own\\\" \\\\ realm\",error=\"invalid_token\"", response.Challenge());
    }

    [Fact]
    public async Task Challenge_by_a_result_of_the_apps_own_gets_a_problem_too_and_does_not_call_the_key_missing()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => Results.Challenge()));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (response.StatusCode, response.Challenge()));
        Assert.Contains("unauthenticated", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(service.Calls);
    }

    [Fact]
    public async Task Valid_key_without_a_role_is_forbidden()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization(policy => policy.RequireRole("editor")));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal((HttpStatusCode.Forbidden, "Bearer error=\"insufficient_scope\""), (response.StatusCode, response.Challenge()));
    }

    [Fact]
    public async Task No_secret_reaches_logs_or_the_caller_whatever_the_service_answers()
    {
        foreach (var (status, body) in new[] { (200, ScriptedService.GoodAnswer), (200, Refused("NOT_FOUND")), (200, "garbage"), (401, Error("x")), (500, "") })
        {
            await using var service = await ScriptedService.StartAsync(status, body);
            await using var app = await StartAsync(service);

            using var response = await app.GetAsync("/", "api_secret_of_the_test");
            var seen = response + await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) + app.Logs.Text;

            Assert.NotEmpty(service.Calls);
            Assert.DoesNotContain("api_secret_of_the_test", seen, StringComparison.Ordinal);
            Assert.DoesNotContain(TestApp.RootKey, seen, StringComparison.Ordinal);
        }
    }
}
