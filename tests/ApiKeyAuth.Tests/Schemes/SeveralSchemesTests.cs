using System.Text.Json;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using static ApiKeyAuth.Tests.Schemes.BesideOthers;

namespace ApiKeyAuth.Tests.Schemes;

/// <summary>API keys beside tokens and cookies: who is let in, and which refusal wins when several schemes refuse.</summary>
public sealed class SeveralSchemesTests
{
    private const string KeyThenJwt = $"{ApiKey},{Jwt}";
    private const string JwtThenKey = $"{Jwt},{ApiKey}";

    private static void Map(WebApplication app)
    {
        static IResult Who(HttpContext context) => Results.Text(context.User.Identities.First(identity => identity.IsAuthenticated).AuthenticationType);
        app.MapGet("/key-jwt", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = KeyThenJwt });
        app.MapGet("/jwt-key", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = JwtThenKey });
        app.MapGet("/key-jwt-admin", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = KeyThenJwt, Roles = "admin" });
        app.MapGet("/jwt-key-admin", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = JwtThenKey, Roles = "admin" });
        app.MapGet("/jwt", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = Jwt });
        app.MapGet("/key-cookie", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = $"{ApiKey},{Cookie}" });
        app.MapGet("/cookie-key", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = $"{Cookie},{ApiKey}" });
        app.MapGet("/key-cookie-admin", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = $"{ApiKey},{Cookie}", Roles = "admin" });
        app.MapGet("/cookie-key-admin", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = $"{Cookie},{ApiKey}", Roles = "admin" });
    }

    private static string Code(string code) => code switch
    {
        "VALID" => Answers.Valid(),
        "DOWN" => "",
        _ => Answers.Refused(code),
    };

    /// <summary>Status, whether a problem was written, the schemes that challenged, and how often the service was asked.</summary>
    private static async Task<string> SendAsync(string path, string? authorization, string code = "VALID", bool signedIn = false)
    {
        await using var service = await ScriptedService.StartAsync(code == "DOWN" ? 503 : 200, Code(code));
        await using var app = await StartAsync(service, Map);
        (string, string)[] headers = signedIn ? [await app.CookieAsync()] : [];
        using var response = await app.SendAsync(HttpMethod.Get, path, authorization, headers);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var told = response.Content.Headers.ContentType?.MediaType == "application/problem+json"
            ? JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()
            : text;
        Assert.Null(response.Headers.Location);
        return $"{(int)response.StatusCode} {told}; {response.Challenge()}; {service.Calls.Count}";
    }

    [Theory]
    [InlineData("/key-jwt")]
    [InlineData("/jwt-key")]
    public async Task Each_scheme_lets_its_own_in_and_tokens_never_reach_the_key_service(string path)
    {
        Assert.Equal("200 ApiKey; ; 1", await SendAsync(path, "Bearer key_text"));
        Assert.Equal("200 AuthenticationTypes.Federation; ; 0", await SendAsync(path, $"Bearer {Token()}"));
    }

    [Theory]
    [InlineData("/key-jwt", "Bearer | Bearer")]
    [InlineData("/jwt-key", "Bearer | Bearer")]
    public async Task Without_credentials_both_challenge_and_one_problem_is_written(string path, string challenge) =>
        Assert.Equal($"401 missing_key; {challenge}; 0", await SendAsync(path, null));

    [Theory]
    [InlineData("/key-jwt", "NOT_FOUND", "401 invalid_key")]
    [InlineData("/jwt-key", "NOT_FOUND", "401 invalid_key")]
    [InlineData("/key-jwt", "FORBIDDEN", "403 forbidden")]
    [InlineData("/jwt-key", "FORBIDDEN", "403 forbidden")]
    [InlineData("/key-jwt", "RATE_LIMITED", "429 rate_limited")]
    [InlineData("/jwt-key", "RATE_LIMITED", "429 rate_limited")]
    [InlineData("/key-jwt", "USAGE_EXCEEDED", "429 usage_exceeded")]
    [InlineData("/jwt-key", "USAGE_EXCEEDED", "429 usage_exceeded")]
    [InlineData("/key-jwt", "DOWN", "503 verification_unavailable")]
    [InlineData("/jwt-key", "DOWN", "503 verification_unavailable")]
    public async Task Most_telling_rejection_wins_in_either_order_and_every_header_stands(string path, string code, string answer)
    {
        var seen = (await SendAsync(path, "Bearer key_text", code)).Split("; ");
        Assert.Equal(answer, seen[0]);
        Assert.Contains("Bearer error=\"invalid_token\"", seen[1], StringComparison.Ordinal);
        Assert.Equal("1", seen[2]);
    }

    [Theory]
    [InlineData("/key-jwt")]
    [InlineData("/jwt-key")]
    public async Task Expired_token_is_rejected_by_both_and_asks_nobody(string path)
    {
        var seen = (await SendAsync(path, $"Bearer {Token(expired: true)}")).Split("; ");
        Assert.Equal("401 invalid_key", seen[0]);
        Assert.Contains("error_description=\"The token expired", seen[1], StringComparison.Ordinal);
        Assert.Equal("0", seen[^1]);
    }

    [Theory]
    [InlineData("/key-jwt-admin")]
    [InlineData("/jwt-key-admin")]
    public async Task Good_credential_that_lacks_something_is_403_whoever_forbids_first(string path)
    {
        Assert.Equal("403 insufficient_permissions; Bearer error=\"insufficient_scope\"; 1", await SendAsync(path, "Bearer key_text"));
        Assert.Equal("403 insufficient_permissions; Bearer error=\"insufficient_scope\"; 0", await SendAsync(path, $"Bearer {Token()}"));
        Assert.Equal("200 AuthenticationTypes.Federation; ; 0", await SendAsync(path, $"Bearer {Token("admin")}"));
    }

    [Fact]
    public async Task Key_on_an_endpoint_for_tokens_is_a_token_scheme_matter() =>
        Assert.Equal("401 ; Bearer error=\"invalid_token\"; 0", await SendAsync("/jwt", "Bearer key_text"));

    [Theory]
    [InlineData("/key-cookie")]
    [InlineData("/cookie-key")]
    public async Task Redirect_to_a_sign_in_page_does_not_replace_the_rejection(string path)
    {
        Assert.Equal("401 missing_key; Bearer; 0", await SendAsync(path, null));
        Assert.Equal("429 rate_limited; ; 1", await SendAsync(path, "Bearer key_text", "RATE_LIMITED"));
        Assert.Equal("503 verification_unavailable; ; 1", await SendAsync(path, "Bearer key_text", "DOWN"));
        Assert.Equal("200 Cookies; ; 0", await SendAsync(path, null, signedIn: true));
        Assert.Equal("200 ApiKey; ; 1", await SendAsync(path, "Bearer key_text"));
    }

    [Theory]
    [InlineData("/key-cookie-admin")]
    [InlineData("/cookie-key-admin")]
    public async Task Redirect_to_a_denied_page_does_not_replace_it_either(string path)
    {
        Assert.Equal("403 insufficient_permissions; Bearer error=\"insufficient_scope\"; 0", await SendAsync(path, null, signedIn: true));
        Assert.Equal("403 insufficient_permissions; Bearer error=\"insufficient_scope\"; 1", await SendAsync(path, "Bearer key_text"));
    }

    [Theory]
    [InlineData("challenge", $"{ApiKey},{Jwt},{Cookie}", "401 missing_key")]
    [InlineData("challenge", $"{Cookie},{Jwt},{ApiKey}", "401 missing_key")]
    [InlineData("forbid", $"{ApiKey},{Jwt},{Cookie}", "403 access_denied")]
    [InlineData("forbid", $"{Cookie},{Jwt},{ApiKey}", "403 access_denied")]
    public async Task Results_of_controllers_and_handlers_get_one_answer_too(string what, string schemes, string answer)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await StartAsync(
            service,
            app =>
            {
                app.MapControllers();
                app.MapGet("/minimal/challenge", (string schemes) => Results.Challenge(null, schemes.Split(',')));
                app.MapGet("/minimal/forbid", (string schemes) => Results.Forbid(null, schemes.Split(',')));
                app.MapGet("/code/challenge", (HttpContext context, string schemes) => InTurnAsync(schemes, scheme => context.ChallengeAsync(scheme)));
                app.MapGet("/code/forbid", (HttpContext context, string schemes) => InTurnAsync(schemes, scheme => context.ForbidAsync(scheme)));
            },
            services: services => services.AddControllers().AddApplicationPart(typeof(ResultsController).Assembly));
        foreach (var way in new[] { "results", "minimal", "code" })
        {
            using var response = await app.GetAsync($"/{way}/{what}?schemes={schemes}");

            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(answer, $"{(int)response.StatusCode} {JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()}");
            Assert.Null(response.Headers.Location);
        }
    }

    private static async Task InTurnAsync(string schemes, Func<string, Task> act)
    {
        foreach (var scheme in schemes.Split(','))
        {
            await act(scheme);
        }
    }
}

[Route("results")]
public sealed class ResultsController : ControllerBase
{
    [HttpGet("challenge")]
    public IActionResult ChallengeAll(string schemes)
    {
        ArgumentNullException.ThrowIfNull(schemes);
        return Challenge(schemes.Split(','));
    }

    [HttpGet("forbid")]
    public IActionResult ForbidAll(string schemes)
    {
        ArgumentNullException.ThrowIfNull(schemes);
        return Forbid(schemes.Split(','));
    }
}
