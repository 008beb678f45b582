using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests.Permissions;

/// <summary>Policy names that are taken as permissions: what is said of them, and which are not.</summary>
public sealed class NameTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private static void Register(WebApplicationBuilder builder)
    {
        builder.AddApiKeyAuthentication();
        builder.Services.AddAuthorizationBuilder().AddPolicy("Registered", policy => policy.RequireAuthenticatedUser());
    }

    private static IEnumerable<string> Names(TestApp app) =>
        app.Logs.Entries.Where(entry => entry.Id is 20 or 24).Select(entry => $"{entry.Level} {entry.Message.Split('\'')[1]}");

    [Theory]
    [InlineData("keys.read", LogLevel.Information)]
    [InlineData("keys.read OR keys.write", LogLevel.Information)]
    [InlineData("Admins", LogLevel.Warning)]
    [InlineData("Registred", LogLevel.Warning)]
    public async Task Name_is_logged_once_at_startup_and_never_for_a_request(string name, LogLevel level)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid());
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/a", () => "ok").RequireAuthorization(name);
                app.MapGet("/b", () => "ok").RequireAuthorization(name, "Registered");
                app.MapGet("/c", () => "ok").RequirePermission("plain");
                app.MapGet("/d", async (HttpContext context, IAuthorizationService authorization) =>
                    (await authorization.AuthorizeAsync(context.User, "other")).Succeeded).RequireAuthorization();
            },
            Register);
        foreach (var path in new[] { "/a", "/a", "/b", "/c", "/d", "/d" })
        {
            using var response = await app.GetAsync(path, "key_text");
        }

        Assert.Equal([$"{level} {name}"], Names(app));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("Default")]
    [InlineData("anonymous")]
    [InlineData("ANONYMOUS")]
    public async Task Reserved_name_is_no_permission_unless_it_is_said_to_be_one(string name)
    {
        await using var app = await TestApp.StartAsync(Nowhere, app => app.MapGet("/", () => "ok").RequirePermission(name));
        var provider = app.Services.GetRequiredService<IAuthorizationPolicyProvider>();

        Assert.Null(await provider.GetPolicyAsync(name));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var rejected = await TestApp.StartAsync(Nowhere, app => app.MapGet("/", () => "ok").RequireAuthorization(name));
        });
        Assert.Contains($"No authorization policy named '{name}' is registered, and the name is reserved.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("Anonymous")]
    public async Task Reserved_name_that_the_app_registered_is_its_policy(string name)
    {
        await using var app = await TestApp.StartAsync(Nowhere, app => app.MapGet("/", () => "ok").RequireAuthorization(name), builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddAuthorizationBuilder().AddPolicy(name, policy => policy.RequireAuthenticatedUser());
        });

        Assert.NotNull(await app.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name));
    }

    [Theory]
    [InlineData("My Policy")]
    [InlineData("a,b")]
    [InlineData("")]
    [InlineData("{policy}")]
    [InlineData("or")]
    public async Task Name_that_cannot_be_a_permission_gets_null_as_from_the_framework(string name)
    {
        await using var app = await TestApp.StartAsync(Nowhere, app => app.MapGet("/", () => "ok"));

        Assert.Null(await app.Services.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name));
    }

    [Theory]
    [InlineData("keys.raed", "Endpoint 'HTTP: GET /': No authorization policy named 'keys.raed' is registered. The permission 'keys.raed' is not one of")]
    [InlineData("keys.read AND keys.wirte", "The permission 'keys.wirte' is not one of PermissionAuthorizationOptions.Known.")]
    [InlineData("Registred", "No authorization policy named 'Registred' is registered.")]
    [InlineData("KEYS.READ", "The permission 'KEYS.READ' is not one of")]
    public async Task Name_that_is_not_in_the_closed_list_fails_startup(string name, string problem)
    {
        Assert.Contains(problem, await KnownErrorAsync(app => app.MapGet("/", () => "ok").RequireAuthorization(name)), StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<WebApplication>> Others => new()
    {
        { "attribute", app => app.MapGet("/{team}", () => "ok").RequirePermission("keys.raed") },
        { "template", app => app.MapGet("/{team}", () => "ok").RequirePermission("documents.{team}.raed") },
        { "requirement", app => app.MapGet("/{team}", () => "ok").RequireAuthorization(policy => policy.AddRequirements(new PermissionRequirement(Client.PermissionQuery.Parse("keys.raed")))) },
        { "registered policy", app => app.MapGet("/{team}", () => "ok").RequireAuthorization("Mistyped") },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Closed_list_covers_every_way_to_require_a_permission(string what, Action<WebApplication> map)
    {
        var message = await KnownErrorAsync(map);

        Assert.Contains(what == "template" ? "'documents.{team}.raed' is not one of" : "'keys.raed' is not one of", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_list_covers_the_fallback_policy()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var app = await TestApp.StartAsync(Nowhere, app => app.MapGet("/", () => "ok"), builder =>
            {
                AddKnown(builder);
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder()
                    .AddRequirements(new PermissionRequirement(Client.PermissionQuery.Parse("keys.raed"))).Build());
            });
        });

        Assert.StartsWith("The fallback policy: The permission 'keys.raed' is not one of", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string> KnownErrorAsync(Action<WebApplication> map) => (await Assert.ThrowsAsync<InvalidOperationException>(async () =>
    {
        await using var app = await TestApp.StartAsync(Nowhere, map, AddKnown);
    })).Message;

    private static void AddKnown(WebApplicationBuilder builder)
    {
        Register(builder);
        builder.Services.AddAuthorizationBuilder().AddPolicy(
            "Mistyped", policy => policy.AddRequirements(new PermissionRequirement(Client.PermissionQuery.Parse("keys.raed"))));
        builder.Services.Configure<PermissionAuthorizationOptions>(options => options.Known.UnionWith(["keys.read", "keys.write", "plain", "documents.{team}.read"]));
    }

    [Fact]
    public async Task Listed_names_start_and_code_may_check_others()
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"permissions\":[\"documents.sales.read\"]"));
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/a", () => "ok").RequireAuthorization("keys.read AND (keys.write OR plain)", "plain", "Registered");
                app.MapGet("/b/{team}", () => "ok").RequirePermission("documents.{team}.read OR plain");
                app.MapGet("/c", async (HttpContext context, IAuthorizationService authorization) =>
                    (await authorization.AuthorizeAsync(context.User, "documents.sales.read")).Succeeded).RequireAuthorization();
            },
            AddKnown);

        Assert.DoesNotContain(app.Logs.Entries, entry => entry.Level == LogLevel.Warning);
        using var filled = await app.GetAsync("/b/sales", "key_text");
        using var code = await app.GetAsync("/c", "key_text");

        Assert.Equal(200, (int)filled.StatusCode);
        Assert.Equal("true", await code.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Services_that_wrap_ours_are_no_reason_for_a_warning()
    {
        await using var app = await TestApp.StartAsync(
            Nowhere, app => app.MapGet("/", () => "ok").RequireAuthorization("Own", "keys.read"),
            builder =>
            {
                builder.AddApiKeyAuthentication();
                Wrap<IAuthorizationPolicyProvider, WrappingProvider>(builder.Services);
                Wrap<IAuthorizationService, WrappingService>(builder.Services);
                Wrap<IAuthorizationMiddlewareResultHandler, WrappingResultHandler>(builder.Services);
            });

        Assert.DoesNotContain(app.Logs.Entries, entry => entry.Id == 9);
        Assert.Equal(["Information keys.read"], Names(app));
    }

    [Fact]
    public async Task Service_that_replaces_ours_is_warned_of()
    {
        await using var app = await TestApp.StartAsync(Nowhere, app => app.MapGet("/", () => "ok"), builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationMiddlewareResultHandler>();
            builder.Services.AddTransient<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
        });

        Assert.Equal(2, app.Logs.Entries.Count(entry => entry.Id == 9));
    }

    private static void Wrap<TService, TDecorator>(IServiceCollection services)
        where TService : class
        where TDecorator : class, TService
    {
        var inner = services.Last(service => service.ServiceType == typeof(TService) && !service.IsKeyedService);
        services.Remove(inner);
        services.Add(new ServiceDescriptor(
            typeof(TService),
            provider => ActivatorUtilities.CreateInstance<TDecorator>(provider, ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!)),
            inner.Lifetime));
    }

    private sealed class WrappingProvider(IAuthorizationPolicyProvider inner) : IAuthorizationPolicyProvider
    {
        public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => inner.GetDefaultPolicyAsync();

        public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => inner.GetFallbackPolicyAsync();

        public async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
        {
            var policy = await inner.GetPolicyAsync(policyName);
            return policyName == "Own" ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build() : policy;
        }
    }

    private sealed class WrappingService(IAuthorizationService inner) : IAuthorizationService
    {
        public Task<AuthorizationResult> AuthorizeAsync(System.Security.Claims.ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements) =>
            inner.AuthorizeAsync(user, resource, requirements);

        public Task<AuthorizationResult> AuthorizeAsync(System.Security.Claims.ClaimsPrincipal user, object? resource, string policyName) =>
            inner.AuthorizeAsync(user, resource, policyName);
    }

    private sealed class WrappingResultHandler(IAuthorizationMiddlewareResultHandler inner) : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
            inner.HandleAsync(next, context, policy, authorizeResult);
    }
}
