using System.Net;
using System.Security.Claims;
using System.Text.Json;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests;

/// <summary>When the service is asked, and when it is not: every verification may spend a credit.</summary>
public sealed class LazinessTests
{
    private const string Key = "key_text";

    [Theory]
    [InlineData("/anonymous", null, 200, 0)]
    [InlineData("/anonymous", Key, 200, 0)]
    [InlineData("/unknown", Key, 404, 0)]
    [InlineData("/protected", null, 401, 0)]
    [InlineData("/protected", Key, 200, 1)]
    [InlineData("/anonymous-under-policy", Key, 200, 0)]
    [InlineData("/anonymous-under-schemes", Key, 200, 0)]
    [InlineData("/listed", Key, 200, 1)]
    [InlineData("/permission", Key, 200, 1)]
    [InlineData("/two-policies", Key, 200, 1)]
    [InlineData("/explicit", Key, 200, 1)]
    [InlineData("/explicit", null, 200, 0)]
    [InlineData("/explicit-under-schemes", Key, 200, 1)]
    [InlineData("/explicit-twice", Key, 200, 1)]
    [InlineData("/protected-and-explicit", Key, 200, 1)]
    public async Task Service_is_asked_once_where_a_policy_or_code_needs_it(string path, string? key, int status, int calls)
    {
        // A key that is never served from memory.
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"credits\":5,\"permissions\":[\"keys.read\"]"));
        await using var app = await TestApp.StartAsync(service, MapEndpoints);

        using var response = await app.GetAsync(path, key);

        Assert.Equal((status, calls), ((int)response.StatusCode, service.Calls.Count));
    }

    [Theory]
    [InlineData("/anonymous", Key, 200, 1)]
    [InlineData("/anonymous", null, 200, 0)]
    [InlineData("/anonymous-under-schemes", Key, 200, 1)]
    [InlineData("/unknown", Key, 404, 1)]
    [InlineData("/protected", Key, 200, 1)]
    public async Task Eager_scheme_verifies_every_request_with_a_key_once(string path, string? key, int status, int calls)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, MapEndpoints, builder => builder.AddApiKeyAuthentication(options => options.Eager = true));

        using var response = await app.GetAsync(path, key);

        Assert.Equal((status, calls), ((int)response.StatusCode, service.Calls.Count));
    }

    [Theory]
    [InlineData("/cheap", 200, 0)]
    [InlineData("/permission", 403, 1)]
    [InlineData("/dear", 200, 1)]
    [InlineData("/anonymous", 200, 0)]
    [InlineData("/unknown", 404, 0)]
    public async Task What_an_eager_call_before_routing_left_undone_is_a_warning(string path, int status, int warnings)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.UseAuthentication();
                app.Use((context, next) =>
                {
                    context.User.AddIdentity(new ClaimsIdentity("Added"));
                    return next(context);
                });
                app.UseRouting();
                app.UseAuthorization();
                app.MapGet("/cheap", Identities).RequireAuthorization();
                app.MapGet("/permission", Identities).RequireAuthorization("keys.write");
                app.MapGet("/dear", Identities).RequireAuthorization().WithCreditCost(5);
                app.MapGet("/anonymous", Identities).RequireAuthorization().AllowAnonymous();
            },
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.Eager = true);
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            });

        using var response = await app.GetAsync(path, Key);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.True(status != 200 || await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) == "ApiKey Added");
        Assert.Equal("""{"key":"key_text"}""", Assert.Single(service.Calls).Body);
        Assert.Equal(warnings, LateWarnings(app));

        static string Identities(ClaimsPrincipal user) => string.Join(' ', user.Identities.Select(identity => identity.AuthenticationType));
    }

    private static int LateWarnings(TestApp app) => app.Logs.Entries.Count(entry =>
        entry.Level == LogLevel.Warning && entry.Message.Contains("before the endpoint's policy was known", StringComparison.Ordinal));

    private static void MapEndpoints(WebApplication app)
    {
        static string Ok() => "ok";
        var listed = new AuthorizeAttribute { AuthenticationSchemes = ApiKeyDefaults.AuthenticationScheme };
        app.MapGet("/anonymous", Ok);
        app.MapGet("/protected", Ok).RequireAuthorization();
        app.MapGet("/anonymous-under-policy", Ok).RequireAuthorization().AllowAnonymous();
        app.MapGet("/anonymous-under-schemes", Ok).RequireAuthorization(listed).AllowAnonymous();
        app.MapGet("/listed", Ok).RequireAuthorization(listed);
        app.MapGet("/permission", Ok).RequireAuthorization("keys.read");
        app.MapGet("/two-policies", Ok).RequireAuthorization().RequireAuthorization("keys.read").RequireAuthorization(listed);
        app.MapGet("/explicit", async (HttpContext context) => await AuthenticateAsync(context));
        app.MapGet("/explicit-under-schemes", async (HttpContext context) => await AuthenticateAsync(context)).RequireAuthorization(listed).AllowAnonymous();
        app.MapGet("/explicit-twice", async (HttpContext context) =>
        {
            await AuthenticateAsync(context);
            await AuthenticateAsync(context);
        });
        app.MapGet("/protected-and-explicit", async (HttpContext context) => await AuthenticateAsync(context)).RequireAuthorization();
    }

    private static async Task AuthenticateAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(ApiKeyDefaults.AuthenticationScheme);
        Assert.Equal(context.Request.Headers.Authorization.Count > 0, result.Succeeded);
    }

    [Fact]
    public async Task Explicit_call_for_the_default_scheme_on_an_anonymous_endpoint_is_carried_out()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", async (HttpContext context) =>
            (await context.AuthenticateAsync()).Principal!.Identity!.Name ?? (await context.AuthenticateAsync()).Principal!.Identity!.AuthenticationType));

        using var response = await app.GetAsync("/", Key);

        Assert.Equal("ApiKey", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(service.Calls);
    }

    [Theory]
    [InlineData("/cheap", 200)]
    [InlineData("/permission", 403)]
    [InlineData("/dear", 200)]
    public async Task Answer_to_a_call_before_routing_is_used_again_checked_here_and_what_it_left_undone_is_a_warning(string path, int status)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.Use(async (context, next) =>
            {
                await context.AuthenticateAsync(ApiKeyDefaults.AuthenticationScheme);
                await next(context);
            });
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/cheap", () => "ok").RequireAuthorization();
            app.MapGet("/permission", () => "ok").RequireAuthorization("keys.write");
            app.MapGet("/dear", () => "ok").RequireAuthorization().WithCreditCost(5);
        });

        using var response = await app.GetAsync(path, Key);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("""{"key":"key_text"}""", Assert.Single(service.Calls).Body);
        Assert.Equal(path == "/cheap" ? 0 : 1, LateWarnings(app));
    }

    [Fact]
    public async Task Unknown_path_under_a_fallback_policy_is_verified_for_nothing()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok"), WithFallbackPolicy);

        using var unknown = await app.GetAsync("/unknown", Key);
        using var known = await app.GetAsync("/", "other_key");
        using var rejected = await app.GetAsync("/unknown");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (unknown.StatusCode, known.StatusCode, rejected.StatusCode));
        Assert.Equal(
            ["""{"key":"key_text","credits":{"cost":0}}""", """{"key":"other_key"}"""], service.Calls.Select(call => call.Body));
    }

    private static void WithFallbackPolicy(WebApplicationBuilder builder)
    {
        builder.AddApiKeyAuthentication();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    [Fact]
    public async Task Authentication_before_routing_verifies_where_authorization_needs_it()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.UseAuthentication();
            app.UseRouting();
            app.UseAuthorization();
            app.MapGet("/anonymous", () => "ok");
            app.MapGet("/protected", (HttpContext context) => context.GetApiKey()!.KeyId).RequireAuthorization();
        });

        using var anonymous = await app.GetAsync("/anonymous", Key);
        Assert.Empty(service.Calls);
        using var response = await app.GetAsync("/protected", Key);

        Assert.Equal("key_scripted1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Code_between_authentication_and_authorization_sees_the_key_of_an_endpoint_that_needs_one()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.Use((context, next) =>
            {
                context.Response.Headers["X-Key-Id"] = context.GetApiKey()?.KeyId;
                return next(context);
            });
            app.UseAuthorization();
            app.MapGet("/protected", () => "ok").RequireAuthorization();
            app.MapGet("/anonymous", () => "ok");
        });

        using var response = await app.GetAsync("/protected", Key);
        using var anonymous = await app.GetAsync("/anonymous", Key);

        Assert.Equal("key_scripted1", response.Headers.GetValues("X-Key-Id").Single());
        Assert.False(anonymous.Headers.Contains("X-Key-Id"));
        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Global_filter_of_controllers_verifies_once()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app => app.MapControllers(), builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services
                .AddControllers(options => options.Filters.Add(
                    new AuthorizeFilter(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())))
                .AddApplicationPart(typeof(FilteredController).Assembly);
        });

        using var rejected = await app.GetAsync("/filtered");
        using var open = await app.GetAsync("/filtered/open", Key);
        Assert.Empty(service.Calls);
        using var response = await app.GetAsync("/filtered", Key);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK), (rejected.StatusCode, open.StatusCode, response.StatusCode));
        Assert.Equal("key_scripted1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(service.Calls);
    }

    [Theory]
    [InlineData("/protected", "ApiKey", 200, 1)]
    [InlineData("/protected", "Other", 200, 0)]
    [InlineData("/anonymous", "ApiKey", 200, 0)]
    [InlineData("/explicit", "ApiKey", 200, 1)]
    public async Task Policy_scheme_that_forwards_is_as_lazy(string path, string target, int status, int calls)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/protected", (HttpContext context) => Assert.Equal(target, context.User.Identity!.AuthenticationType)).RequireAuthorization();
                app.MapGet("/anonymous", () => "ok");
                app.MapGet("/explicit", async (HttpContext context) => Assert.True((await context.AuthenticateAsync()).Succeeded));
            },
            builder => builder.Services.AddAuthentication("Smart")
                .AddPolicyScheme("Smart", null, options => options.ForwardDefaultSelector = context => context.Request.Headers["X-Target"])
                .AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null)
                .AddApiKey());

        using var response = await app.SendAsync(HttpMethod.Get, path, $"Bearer {Key}", ("X-Target", target));

        Assert.Equal((status, calls), ((int)response.StatusCode, service.Calls.Count));
    }

    [Fact]
    public async Task Default_scheme_of_another_kind_leaves_explicit_calls_alone()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/other", () => "ok").RequireAuthorization();
                app.MapGet("/explicit", async (HttpContext context) =>
                    Assert.True((await context.AuthenticateAsync(ApiKeyDefaults.AuthenticationScheme)).Succeeded));
                app.MapGet("/permission", () => "ok").RequirePermission("keys.read");
            },
            builder => builder.Services.AddAuthentication("Other")
                .AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null)
                .AddApiKey());

        using var other = await app.GetAsync("/other", Key);
        Assert.Empty(service.Calls);
        using var response = await app.GetAsync("/explicit", Key);
        Assert.Single(service.Calls);
        using var forbidden = await app.GetAsync("/permission", "another_key");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden), (other.StatusCode, response.StatusCode, forbidden.StatusCode));
        Assert.Equal(2, service.Calls.Count);
    }

    [Fact]
    public async Task Error_page_that_needs_a_key_knows_it_behind_an_anonymous_endpoint()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.UseAuthentication();
            app.UseExceptionHandler("/error");
            app.UseRouting();
            app.UseAuthorization();
            app.MapGet("/fails", string () => throw new InvalidOperationException("broken")).RequireAuthorization().AllowAnonymous();
            app.MapGet("/error", (HttpContext context) => context.GetApiKey()!.KeyId).RequireAuthorization();
        });

        using var response = await app.GetAsync("/fails", Key);

        Assert.Equal("key_scripted1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(service.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reexecution_by_the_exception_handler_asks_nothing_again(bool withServicesOfItsOwn)
    {
        // A key that is never served from memory.
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"credits\":5"));
        await using var app = await TestApp.StartAsync(service, app =>
        {
            app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = withServicesOfItsOwn });

            // Behind it, so that they run again: by themselves they would come before it.
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/fails", string () => throw new InvalidOperationException("broken")).RequireAuthorization();
            app.MapGet("/error", (HttpContext context) => context.GetApiKey()!.KeyId).RequireAuthorization();
        });

        using var response = await app.GetAsync("/fails", Key);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("key_1", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Permissions_that_all_policies_of_an_endpoint_need_go_along_with_the_key()
    {
        await using var service = await ScriptedService.StartAsync(
            200, """{"meta":{},"data":{"valid":true,"code":"VALID","keyId":"key_1","permissions":["a","b","c","c"]}}""");
        await using var app = await TestApp.StartAsync(service, app =>
            app.MapGet("/", () => "ok").RequireAuthorization("a OR x").RequirePermission("b AND c").RequireAuthorization());

        using var response = await app.GetAsync("/", Key);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            "(a OR x) AND (b AND c)",
            JsonDocument.Parse(Assert.Single(service.Calls).Body).RootElement.GetProperty("permissions").GetString());
    }

    [Fact]
    public async Task Query_that_would_be_too_long_for_the_service_is_left_to_the_local_check()
    {
        var longName = new string('p', 600);
        await using var service = await ScriptedService.StartAsync(
            200, """{"meta":{},"data":{"valid":true,"code":"VALID","keyId":"key_1","permissions":["@1"]}}""".Replace("@", longName, StringComparison.Ordinal));
        await using var app = await TestApp.StartAsync(service, app =>
            app.MapGet("/", () => "ok").RequirePermission(longName + "1").RequirePermission(longName + "2"));

        using var response = await app.GetAsync("/", Key);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(
            $"({longName}1)", JsonDocument.Parse(Assert.Single(service.Calls).Body).RootElement.GetProperty("permissions").GetString());
    }
}
