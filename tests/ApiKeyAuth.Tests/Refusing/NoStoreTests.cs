using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Refusing;

/// <summary>No rejection may be stored, whoever causes it and in whichever form it is written.</summary>
public sealed class NoStoreTests
{
    private const string Public = "public, max-age=60";

    private static async Task<(int Status, string CacheControl, HttpResponseMessage Response)> SendAsync(
        HttpMethod method, string path, string answer, int answered = 200, params (string, string)[] headers)
    {
        await using var service = await ScriptedService.StartAsync(answered, answer);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.Use((context, next) =>
                {
                    context.Response.OnStarting(() =>
                    {
                        if (context.Request.Headers.ContainsKey("X-Public"))
                        {
                            context.Response.Headers.CacheControl = Public;
                        }

                        return Task.CompletedTask;
                    });
                    return next(context);
                });
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapMethods("/", ["GET", "HEAD", "POST"], () => "ok").RequireAuthorization("docs.read");
                app.MapGet("/several", () => "ok").RequireAuthorization(policy => policy
                    .AddAuthenticationSchemes(CookieAuthenticationDefaults.AuthenticationScheme, ApiKeyDefaults.AuthenticationScheme).RequireAuthenticatedUser());
                app.MapGet("/result", (HttpContext context) =>
                {
                    context.Response.Headers.CacheControl = Public;
                    return Results.Challenge();
                });
                app.MapGet("/forbid", async (HttpContext context) =>
                {
                    await context.ForbidAsync(ApiKeyDefaults.AuthenticationScheme);
                    context.Response.Headers.CacheControl = Public;
                });
                app.MapGet("/own", async (HttpContext context) =>
                {
                    await context.ChallengeAsync(ApiKeyDefaults.AuthenticationScheme);
                    context.Response.StatusCode = 200;
                    context.Response.Headers.CacheControl = Public;
                });
                app.MapControllers();
            },
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.AddAuthentication().AddCookie();
                builder.Services.AddControllers().AddApplicationPart(typeof(RejectingController).Assembly);
            });
        var response = await app.SendAsync(method, path, "Bearer key_text", headers);
        return ((int)response.StatusCode, response.Headers.CacheControl?.ToString() ?? "", response);
    }

    [Theory]
    [InlineData("GET", "/", "NOT_FOUND", 401)]
    [InlineData("GET", "/", "FORBIDDEN", 403)]
    [InlineData("GET", "/", "INSUFFICIENT_PERMISSIONS", 403)]
    [InlineData("GET", "/", "RATE_LIMITED", 429)]
    [InlineData("GET", "/", "USAGE_EXCEEDED", 429)]
    [InlineData("GET", "/", "", 503)]
    [InlineData("HEAD", "/", "NOT_FOUND", 401)]
    [InlineData("HEAD", "/", "", 503)]
    [InlineData("GET", "/several", "NOT_FOUND", 401)]
    [InlineData("GET", "/several", "RATE_LIMITED", 429)]
    [InlineData("GET", "/result", "NOT_FOUND", 401)]
    [InlineData("GET", "/forbid", "NOT_FOUND", 403)]
    [InlineData("GET", "/rejecting/challenge", "NOT_FOUND", 401)]
    [InlineData("GET", "/rejecting/forbid", "NOT_FOUND", 403)]
    public async Task Rejection_must_not_be_stored(string method, string path, string code, int status)
    {
        foreach (var accept in new[] { "application/json", "text/html" })
        {
            foreach (var stamped in new[] { "X-Not", "X-Public" })
            {
                var (seen, cacheControl, _) = await SendAsync(
                    new HttpMethod(method), path, code.Length > 0 ? Answers.Refused(code) : "", 200, ("Accept", accept), (stamped, "1"));
                Assert.Equal((status, "no-store"), (seen, cacheControl));
            }
        }
    }

    [Fact]
    public async Task Answer_that_the_app_chose_after_a_challenge_keeps_what_the_app_says_of_caching() =>
        Assert.Equal((200, Public), await SendAsync(HttpMethod.Get, "/own", Answers.Valid()) is var (status, said, _) ? (status, said) : default);

    [Theory]
    [InlineData("POST", 200, "16")]
    [InlineData("GET", 401, null)]
    [InlineData("HEAD", 401, null)]
    public async Task Only_a_post_is_a_call_of_grpc(string method, int status, string? grpcStatus)
    {
        var (seen, cacheControl, response) = await SendAsync(
            new HttpMethod(method), "/", Answers.Refused("NOT_FOUND"), 200, ("Content-Type", "application/grpc"), ("X-Public", "1"));

        Assert.Equal((status, "no-store"), (seen, cacheControl));
        Assert.Equal(grpcStatus, response.Headers.TryGetValues("grpc-status", out var values) ? values.Single() : null);
    }
}
