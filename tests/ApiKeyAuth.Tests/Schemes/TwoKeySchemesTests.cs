using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Schemes;

/// <summary>Two schemes for API keys, each with a service of its own, on one endpoint.</summary>
public sealed class TwoKeySchemesTests
{
    private const string InTurn = "First,Second";
    private const string TheOtherWayRound = "Second,First";

    private static Task<TestApp> StartAsync(ScriptedService first, ScriptedService second, string? permission = null) => TestApp.StartAsync(
        first,
        app =>
        {
            static string Who(HttpContext context) => $"{context.GetApiKey("First")?.KeyId} {context.GetApiKey("Second")?.KeyId}";
            app.MapGet("/", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = InTurn, Policy = permission });
            app.MapGet("/reverse", Who).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = TheOtherWayRound, Policy = permission });
        },
        builder => builder.Services.AddAuthentication("First")
            .AddApiKey("First", options => (options.BaseAddress, options.RootKey) = (first.Address, "first_root"))
            .AddApiKey("Second", options =>
            {
                (options.BaseAddress, options.RootKey) = (second.Address, "second_root");
                (options.HeaderName, options.AuthorizationSchemes) = ("X-Second", []);
            }));

    private static Task<HttpResponseMessage> SendAsync(TestApp app, string path) =>
        app.SendAsync(HttpMethod.Get, path, "Bearer same_text", ("X-Second", "same_text"));

    private static Task<ScriptedService> ExceededAsync() => ScriptedService.StartAsync(200, Answers.Refused(
        "RATE_LIMITED", more: $"\"ratelimits\":[{Answers.Limit(TimeProvider.System.GetUtcNow().AddSeconds(600), exceeded: true)}]"));

    [Theory]
    [InlineData("/")]
    [InlineData("/reverse")]
    public async Task Each_verifies_its_own_key_with_its_own_service_and_root_key(string path)
    {
        await using var first = await ScriptedService.StartAsync(200, Answers.Valid("key_first"));
        await using var second = await ScriptedService.StartAsync(200, Answers.Valid("key_second"));
        await using var app = await StartAsync(first, second);
        for (var i = 0; i < 2; i++)
        {
            using var response = await SendAsync(app, path);
            Assert.Equal("key_first key_second", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal("Bearer first_root", Assert.Single(first.Calls).Authorization);
        Assert.Equal("Bearer second_root", Assert.Single(second.Calls).Authorization);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/reverse")]
    public async Task Time_to_come_back_is_that_of_the_rejection_that_wins(string path)
    {
        await using var first = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "17";
            return Task.CompletedTask;
        });
        await using var second = await ExceededAsync();
        await using var app = await StartAsync(first, second);

        using var response = await SendAsync(app, path);

        Assert.Equal((503, "17"), ((int)response.StatusCode, response.Headers.GetValues("Retry-After").Single()));
        Assert.Contains("verification_unavailable", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "Bearer error=\"invalid_token\" | ApiKey")]
    [InlineData("/reverse", "ApiKey | Bearer error=\"invalid_token\"")]
    public async Task Challenges_of_both_stand_beside_each_other(string path, string challenge)
    {
        await using var first = await ScriptedService.StartAsync(200, Answers.Refused("NOT_FOUND"));
        await using var second = await ScriptedService.StartAsync(200, Answers.Refused("FORBIDDEN"));
        await using var app = await StartAsync(first, second);

        using var response = await SendAsync(app, path);

        Assert.Equal((403, challenge), ((int)response.StatusCode, response.Challenge()));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/reverse")]
    public async Task Two_half_keys_do_not_add_up(string path)
    {
        await using var first = await ScriptedService.StartAsync(200, Answers.Valid("key_first", "\"permissions\":[\"docs.read\"]"));
        await using var second = await ScriptedService.StartAsync(200, Answers.Valid("key_second", "\"permissions\":[\"docs.write\"]"));
        await using var app = await StartAsync(first, second, "docs.read AND docs.write");
        await using var enough = await StartAsync(first, second, "docs.read OR docs.admin");

        using var rejected = await SendAsync(app, path);
        using var letIn = await SendAsync(enough, path);

        Assert.Equal((403, 200), ((int)rejected.StatusCode, (int)letIn.StatusCode));
    }
}
