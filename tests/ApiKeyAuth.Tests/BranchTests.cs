using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

/// <summary>Pipelines that branch, end early or run again are as lazy as straight ones.</summary>
public sealed class BranchTests
{
    private const string Key = "key_text";

    [Theory]
    [InlineData("/branch/protected", 200, 1)]
    [InlineData("/branch/anonymous", 200, 0)]
    [InlineData("/branch/unknown", 404, 0)]
    [InlineData("/when", 200, 1)]
    [InlineData("/short", 200, 0)]
    [InlineData("/anonymous", 200, 0)]
    public async Task Service_is_asked_in_branches_where_it_is_elsewhere(string path, int status, int calls)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.Map("/branch", branch =>
            {
                branch.UseRouting();
                branch.UseAuthentication();
                branch.UseAuthorization();
                branch.UseEndpoints(endpoints =>
                {
                    endpoints.MapGet("/protected", (HttpContext context) => context.GetApiKey()!.KeyId).RequireAuthorization();
                    endpoints.MapGet("/anonymous", () => "ok");
                });
            });
            app.UseWhen(context => context.Request.Path == "/when", branch => branch.Use(async (context, next) =>
            {
                Assert.True((await context.AuthenticateAsync()).Succeeded);
                await next(context);
            }));
            app.MapGet("/when", () => "ok");
            app.MapGet("/short", () => "ok").ShortCircuit();
            app.MapGet("/anonymous", () => "ok");
        });

        using var response = await app.GetAsync(path, Key);

        Assert.Equal((status, calls), ((int)response.StatusCode, service.Calls.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reexecution_for_a_status_asks_nothing_again(bool withScope)
    {
        // A key that is never served from memory.
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"credits\":5"));
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.UseStatusCodePagesWithReExecute("/status", queryFormat: null, createScopeForStatusCodePages: withScope);

            // Behind it, so that they run again: by themselves they would come before it.
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/gone", () => Results.StatusCode(410)).RequireAuthorization();
            app.MapGet("/status", (HttpContext context) => context.GetApiKey()!.KeyId).RequireAuthorization();
        });

        using var response = await app.GetAsync("/gone", Key);

        Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
        Assert.Equal("key_1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Unknown_path_under_a_fallback_policy_with_schemes_is_verified_for_nothing()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok"), builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(
                new AuthorizationPolicyBuilder(ApiKeyDefaults.AuthenticationScheme).RequireAuthenticatedUser().Build());
        });

        using var unknown = await app.GetAsync("/unknown", Key);
        using var known = await app.GetAsync("/", "other_key");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (unknown.StatusCode, known.StatusCode));
        Assert.Equal(
            ["""{"key":"key_text","credits":{"cost":0}}""", """{"key":"other_key"}"""], service.Calls.Select(call => call.Body));
    }

    [Fact]
    public async Task Scheme_that_the_policy_does_not_list_is_not_asked()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var other = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Second" }),
            builder => builder.AddApiKeyAuthentication().AddApiKey("Second", options => (options.BaseAddress, options.RootKey) = (other.Address, "root_2")));

        using var response = await app.GetAsync("/", Key);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(service.Calls);
        Assert.Single(other.Calls);
    }
}
