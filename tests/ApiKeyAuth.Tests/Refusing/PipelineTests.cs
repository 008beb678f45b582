using System.Text.Json;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using static ApiKeyAuth.Tests.Schemes.BesideOthers;

namespace ApiKeyAuth.Tests.Refusing;

/// <summary>Rejections in pipelines with other middleware that answers.</summary>
public sealed class PipelineTests
{
    private const string Html = "text/html";

    /// <summary>ErrorResponseMapper that the app's own code causes, past authorization.</summary>
    private static void MapOwn(WebApplication app)
    {
        app.MapGet("/page/{code}", (string code) => Results.Text($"page {code}", Html));
        app.MapGet("/required", () => "let in").RequireAuthorization();
        app.MapGet("/challenge", async (HttpContext context) =>
        {
            await context.AuthenticateAsync(ApiKey);
            return Results.Challenge(null, context.Request.Query["schemes"].ToString().Split(','));
        });
        app.MapGet("/forbid", async (HttpContext context) =>
        {
            await context.AuthenticateAsync(ApiKey);
            return Results.Forbid(null, context.Request.Query["schemes"].ToString().Split(','));
        });
        app.MapGet("/hidden", async (HttpContext context) =>
        {
            await context.ChallengeAsync(ApiKey);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        });
    }

    private static async Task<(int Status, string Text, HttpResponseMessage Response)> SendAsync(
        string path, Action<WebApplication> use, string? key = null, string accept = "application/json", string? body = null, int status = 200)
    {
        await using var service = await ScriptedService.StartAsync(status, body ?? Answers.Valid());
        await using var app = await StartAsync(service, app =>
        {
            use(app);
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            MapOwn(app);
        });
        var response = await app.SendAsync(HttpMethod.Get, path, key is null ? null : $"Bearer {key}", ("Accept", accept));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text, response);
    }

    [Theory]
    [InlineData($"{ApiKey},{Jwt}")]
    [InlineData($"{Jwt},{ApiKey}")]
    [InlineData($"{ApiKey},{Cookie}")]
    [InlineData($"{Cookie},{ApiKey}")]
    public async Task Most_telling_status_wins_before_pages_for_statuses_look_at_it(string schemes)
    {
        foreach (var path in new[] { "/challenge", "/forbid" })
        {
            var (status, text, response) = await SendAsync(
                $"{path}?schemes={schemes}", app => app.UseStatusCodePages(), "key_text", status: 503, body: "");

            Assert.Equal(503, status);
            Assert.Null(response.Headers.Location);
            Assert.Contains("503", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Pages_for_statuses_leave_a_problem_alone_and_serve_browsers()
    {
        static void Use(WebApplication app) => app.UseStatusCodePagesWithReExecute("/page/{0}");

        var (status, text, _) = await SendAsync("/required", Use);
        Assert.Equal((401, "missing_key"), (status, JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()));

        Assert.Equal((401, "page 401"), Of(await SendAsync("/required", Use, accept: Html)));
        Assert.Equal((429, "page 429"), Of(await SendAsync("/required", Use, "key_text", Html, Answers.Refused("RATE_LIMITED"))));

        static (int, string) Of((int Status, string Text, HttpResponseMessage Response) seen) => (seen.Status, seen.Text);
    }

    [Theory]
    [InlineData("/challenge?schemes=ApiKey", 401)]
    [InlineData("/forbid?schemes=ApiKey", 403)]
    public async Task Pages_for_statuses_leave_a_problem_of_the_apps_own_code_alone_and_serve_browsers(string path, int status)
    {
        foreach (var use in new Action<WebApplication>[]
        {
            app => app.UseStatusCodePagesWithReExecute("/page/{0}"),
            app => app.UseStatusCodePagesWithRedirects("/page/{0}"),
            app => app.UseStatusCodePages(),
        })
        {
            var (answered, text, _) = await SendAsync(path, use, "key_text");
            Assert.Equal((status, status), (answered, JsonDocument.Parse(text).RootElement.GetProperty("status").GetInt32()));
        }

        var page = await SendAsync(path, app => app.UseStatusCodePagesWithReExecute("/page/{0}"), "key_text", Html);
        Assert.Equal((status, $"page {status}"), (page.Status, page.Text));
    }

    [Fact]
    public async Task Status_that_the_app_chose_after_a_challenge_has_its_page()
    {
        var (status, text, _) = await SendAsync("/hidden", app => app.UseStatusCodePagesWithReExecute("/page/{0}"));

        Assert.Equal((404, "page 404"), (status, text));
    }

    [Fact]
    public async Task Browser_may_be_redirected_to_a_page_for_the_status()
    {
        foreach (var path in new[] { "/required", $"/challenge?schemes={ApiKey}" })
        {
            var (status, _, response) = await SendAsync(path, app => app.UseStatusCodePagesWithRedirects("/page/{0}"), accept: Html);

            Assert.Equal((302, "/page/401"), (status, response.Headers.Location?.ToString()));
        }
    }

    [Fact]
    public async Task Answer_that_the_app_chose_after_a_challenge_stands() =>
        Assert.Equal(404, (await SendAsync("/hidden", _ => { })).Status);

    [Theory]
    [InlineData("NOT_FOUND", 401)]
    [InlineData("DISABLED", 401)]
    [InlineData("EXPIRED", 401)]
    [InlineData("FORBIDDEN", 403)]
    [InlineData("INSUFFICIENT_PERMISSIONS", 403)]
    [InlineData("RATE_LIMITED", 429)]
    [InlineData("USAGE_EXCEEDED", 429)]
    public async Task Challenge_and_forbid_write_the_status_of_the_verdict(string code, int expected)
    {
        foreach (var path in new[] { "/challenge", "/forbid" })
        {
            var (status, text, _) = await SendAsync($"{path}?schemes={ApiKey}", _ => { }, "key_text", body: Answers.Refused(code));

            Assert.Equal((expected, expected), (status, JsonDocument.Parse(text).RootElement.GetProperty("status").GetInt32()));
        }
    }

    [Theory]
    [InlineData(503, "", 503)]
    [InlineData(400, """{"meta":{},"error":{"type":"https://unkey.com/docs/errors/unkey/application/invalid_input","errors":[]}}""", 500)]
    public async Task Challenge_and_forbid_write_the_status_of_a_failure(int answered, string body, int expected)
    {
        Assert.Equal(expected, (await SendAsync($"/challenge?schemes={ApiKey}", _ => { }, "key_text", body: body, status: answered)).Status);
        Assert.Equal(expected, (await SendAsync($"/forbid?schemes={ApiKey}", _ => { }, "key_text", body: body, status: answered)).Status);
    }

    [Fact]
    public async Task Preflight_needs_no_key_and_refusals_can_be_read_across_origins()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Refused("NOT_FOUND"));
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.UseCors();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/", () => "let in").RequireAuthorization();
            },
            builder =>
            {
                builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins("https://app.example").WithHeaders("Authorization")));
                builder.AddApiKeyAuthentication();
            });

        using var preflight = await app.SendAsync(
            HttpMethod.Options, "/", null,
            ("Origin", "https://app.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization"));
        using var rejected = await app.SendAsync(HttpMethod.Get, "/", "Bearer key_text", ("Origin", "https://app.example"));

        Assert.Equal(204, (int)preflight.StatusCode);
        Assert.Equal(401, (int)rejected.StatusCode);
        Assert.All([preflight, rejected], response => Assert.Equal("https://app.example", response.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Single(service.Calls);
    }

    [Theory]
    [InlineData("Text/HTML", false)]
    [InlineData("text/html;q=0.5,Application/Problem+JSON", true)]
    [InlineData("text/html;q=0", true)]
    [InlineData("text/plain", true)]
    public async Task Names_of_media_types_are_compared_in_any_letter_case(string accept, bool written) =>
        Assert.Equal(written, (await SendAsync("/required", _ => { }, accept: accept)).Text.Length > 0);
}
