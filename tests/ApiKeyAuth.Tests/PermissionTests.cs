using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests;

public sealed class PermissionTests
{
    private const string Answer =
        """{"meta":{},"data":{"valid":true,"code":"VALID","keyId":"key_1","permissions":["keys.read"],"roles":["editor"]}}""";

    private static async Task<HttpStatusCode> StatusAsync(Action<RouteHandlerBuilder> require, Action<WebApplicationBuilder>? build = null)
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app => require(app.MapGet("/", () => "ok")), build);
        using var response = await app.GetAsync("/", "key_text");
        return response.StatusCode;
    }

    [Theory]
    [InlineData("keys.read", HttpStatusCode.OK)]
    [InlineData("keys.write", HttpStatusCode.Forbidden)]
    [InlineData("keys.write OR keys.read", HttpStatusCode.OK)]
    [InlineData("keys.read AND keys.write", HttpStatusCode.Forbidden)]
    [InlineData("keys.*", HttpStatusCode.Forbidden)]
    public async Task Policy_name_that_nobody_registered_is_a_permission_query(string query, HttpStatusCode status)
    {
        Assert.Equal(status, await StatusAsync(endpoint => endpoint.RequireAuthorization(query)));
        Assert.Equal(status, await StatusAsync(endpoint => endpoint.RequirePermission(query)));
        Assert.Equal(status, await StatusAsync(endpoint => endpoint.WithMetadata(new AuthorizeAttribute(query))));
        Assert.Equal(status, await StatusAsync(endpoint => endpoint.WithMetadata(new RequirePermissionAttribute(query))));
    }

    [Theory]
    [InlineData("editor", HttpStatusCode.OK)]
    [InlineData("admin", HttpStatusCode.Forbidden)]
    public async Task Permissions_combine_with_roles(string role, HttpStatusCode status) =>
        Assert.Equal(status, await StatusAsync(endpoint => endpoint.WithMetadata(new AuthorizeAttribute("keys.read") { Roles = role })));

    [Fact]
    public async Task Policy_that_the_app_registered_wins()
    {
        static void Register(WebApplicationBuilder builder)
        {
            builder.Services.AddAuthorizationBuilder().AddPolicy("keys.read", policy => policy.RequireAssertion(_ => false));
            builder.AddApiKeyAuthentication();
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(endpoint => endpoint.RequireAuthorization("keys.read"), Register));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(endpoint => endpoint.RequirePermission("keys.read"), Register));
    }

    [Fact]
    public async Task Claims_of_another_scheme_do_not_satisfy_a_permission()
    {
        static void AddOther(WebApplicationBuilder builder) => builder.AddApiKeyAuthentication()
            .AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null);

        Assert.Equal(
            HttpStatusCode.Forbidden,
            await StatusAsync(endpoint => endpoint.WithMetadata(new AuthorizeAttribute("keys.read") { AuthenticationSchemes = "Other" }), AddOther));
    }

    [Fact]
    public async Task Same_name_gives_the_same_policy()
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok"));
        var provider = app.Services.GetRequiredService<IAuthorizationPolicyProvider>();

        Assert.Same(await provider.GetPolicyAsync("a AND b"), await provider.GetPolicyAsync("a AND b"));
        Assert.True(provider.AllowsCachingPolicies);
        for (var i = 0; i < 2000; i++)
        {
            Assert.NotNull(await provider.GetPolicyAsync($"bounded.{i}"));
        }
    }

    [Theory]
    [InlineData("keys.read", true)]
    [InlineData("keys.write", false)]
    public async Task Permission_is_checked_on_a_resource_without_another_call(string query, bool allowed)
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", async (HttpContext context, IAuthorizationService authorization) =>
            Assert.Equal(allowed, (await authorization.AuthorizeAsync(context.User, "a document", query)).Succeeded)).RequireAuthorization());

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Names_past_the_bound_get_a_new_policy_each_time()
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok"));
        var provider = app.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        for (var i = 0; i < 1100; i++)
        {
            await provider.GetPolicyAsync($"bounded.{i}");
        }

        Assert.Same(await provider.GetPolicyAsync("bounded.1"), await provider.GetPolicyAsync("bounded.1"));
        Assert.NotSame(await provider.GetPolicyAsync("bounded.1099"), await provider.GetPolicyAsync("bounded.1099"));
        Assert.DoesNotContain(app.Logs.Entries, entry => entry.Id is 20 or 24);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Provider_of_the_app_is_wrapped_and_says_whether_policies_may_be_kept(bool allowsCaching)
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        var inner = new OwnProvider(allowsCaching);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok").RequireAuthorization("Own"), builder =>
        {
            builder.Services.AddSingleton<IAuthorizationPolicyProvider>(inner);
            builder.AddApiKeyAuthentication();
        });
        var asked = inner.Asked;
        for (var i = 0; i < 3; i++)
        {
            using var response = await app.GetAsync("/", "key_text");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Equal(allowsCaching, app.Services.GetRequiredService<IAuthorizationPolicyProvider>().AllowsCachingPolicies);
        Assert.Equal(allowsCaching, inner.Asked - asked < 3);
    }

    private sealed class OwnProvider(bool allowsCaching) : IAuthorizationPolicyProvider
    {
        private static readonly AuthorizationPolicy Policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

        public bool AllowsCachingPolicies => allowsCaching;

        public int Asked { get; private set; }

        public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => Task.FromResult(Policy);

        public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => Task.FromResult<AuthorizationPolicy?>(null);

        public Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
        {
            Asked++;
            return Task.FromResult(policyName == "Own" ? Policy : null);
        }
    }

    [Theory]
    [InlineData("keys.read", HttpStatusCode.OK)]
    [InlineData("keys.write", HttpStatusCode.Forbidden)]
    public async Task Permission_may_stand_in_default_and_fallback_policies_and_goes_along(string query, HttpStatusCode status)
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/fallback", () => "ok");
                app.MapGet("/default", () => "ok").RequireAuthorization();
                app.MapGet("/open", () => "ok").AllowAnonymous();
            },
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.CacheDuration = TimeSpan.Zero);
                var policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser()
                    .AddRequirements(new PermissionRequirement(Client.PermissionQuery.Parse(query))).Build();
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(policy).SetDefaultPolicy(policy);
            });

        foreach (var path in new[] { "/fallback", "/default" })
        {
            using var response = await app.GetAsync(path, "key_text");
            Assert.Equal(status, response.StatusCode);
        }

        using var open = await app.GetAsync("/open", "key_text");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Equal(2, service.Calls.Count);
        Assert.All(service.Calls, call => Assert.Contains($"\"permissions\":\"{query}\"", call.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_schemes_and_no_default_make_a_permission_ambiguous()
    {
        await using var service = await ScriptedService.StartAsync(200, Answer);
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", () => "ok"), builder =>
            builder.Services.AddAuthentication().AddApiKey().AddApiKey("Second", options => options.RootKey = "root"));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => app.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync("keys.read"));

        Assert.Contains("ApiKey, Second", exception.Message, StringComparison.Ordinal);
    }
}
