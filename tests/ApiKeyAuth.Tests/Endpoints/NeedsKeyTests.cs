using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Endpoints;

/// <summary>What needs an API key stops the app on an endpoint that lets everybody in.</summary>
public sealed class NeedsKeyTests
{
    private const string None = "cannot be had without an API key, but the endpoint has no authorization, so that no key is verified.";
    private const string Anonymous = "cannot be had without an API key, but anonymous access is allowed (AllowAnonymous), so that no key is verified.";

    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private static async Task<string?> ProblemAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? build = null)
    {
        try
        {
            await using var app = await TestApp.StartAsync(Nowhere, map, build);
            return app.Logs.Entries.FirstOrDefault(entry => entry.Id == 51)?.Message;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    public static TheoryData<string, Action<IEndpointConventionBuilder>> Demands => new()
    {
        { "A credit cost", endpoint => endpoint.WithCreditCost(5) },
        { "A credit cost", endpoint => endpoint.WithCreditCost(0) },
        { "A credit cost", endpoint => endpoint.WithCreditCost(1) },
        { "A credit cost", endpoint => endpoint.WithCreditCost(_ => 5) },
        { "The rate limit 'tokens'", endpoint => endpoint.WithApiKeyRateLimit("tokens") },
        { "The rate limit 'tokens'", endpoint => endpoint.WithApiKeyRateLimit("tokens", 5, TimeSpan.FromMinutes(1)) },
        { "The rate limit 'tokens'", endpoint => endpoint.WithApiKeyRateLimit("tokens", _ => ValueTask.FromResult(5L)) },
        { "Tags of verifications", endpoint => endpoint.WithApiKeyTags("team=orders") },
        { "An uncached verification", endpoint => endpoint.RequireUncachedVerification() },
        { "A key from the query string", endpoint => endpoint.AllowApiKeyFromQuery() },
    };

    [Theory]
    [MemberData(nameof(Demands))]
    public async Task Demand_on_an_endpoint_without_authorization_stops_the_app(string need, Action<IEndpointConventionBuilder> endpointRequirements)
    {
        Assert.Contains($"Endpoint 'HTTP: GET /open': {need} {None}", await ProblemAsync(app => endpointRequirements(app.MapGet("/open", () => "ok"))), StringComparison.Ordinal);
        Assert.Contains($"{need} {Anonymous}", await ProblemAsync(app => endpointRequirements(app.MapGet("/open", () => "ok").RequireAuthorization().AllowAnonymous())), StringComparison.Ordinal);
        Assert.Contains($"{need} {Anonymous}", await ProblemAsync(
            app =>
            {
                var group = app.MapGroup("/group").RequireAuthorization();
                endpointRequirements(group);
                group.MapGet("/open", [AllowAnonymous] () => "ok");
            }), StringComparison.Ordinal);
        Assert.Null(await ProblemAsync(app => endpointRequirements(app.MapGet("/closed", () => "ok").RequireAuthorization())));
        Assert.Null(await ProblemAsync(app => endpointRequirements(app.MapGet("/optional", () => "ok").WithOptionalApiKey())));
        Assert.Null(await ProblemAsync(app => endpointRequirements(app.MapGet("/permission", () => "ok").RequirePermission("keys.read"))));
        Assert.Null(await ProblemAsync(app =>
        {
            var group = app.MapGroup("/group").RequireAuthorization("keys.read");
            endpointRequirements(group);
            group.MapGet("/closed", () => "ok");
        }));
    }

    [Fact]
    public async Task Demands_are_told_together_with_the_remedy() => Assert.Equal(
        $"Endpoint 'HTTP: GET /open': A credit cost, the rate limit 'tokens', the parameter 'key' (ApiKeyInfo) {None} "
            + "Call RequireAuthorization(), RequirePermission(\"…\") or WithOptionalApiKey(), or use their attributes.",
        await ProblemAsync(app => app.MapGet("/open", [CreditCost(5)] (ApiKeyInfo key) => key.KeyId).WithApiKeyRateLimit("tokens")));

    [Fact]
    public async Task Parameter_without_authorization_stops_the_app()
    {
        Assert.Contains("The parameter 'key' (ApiKeyInfo)", await ProblemAsync(app => app.MapGet("/", (ApiKeyInfo key) => key.KeyId)), StringComparison.Ordinal);
        Assert.Contains("The parameter 'key' (ApiKeyInfo)", await ProblemAsync(app => app.MapGet("/", (ApiKeyInfo? key) => key?.KeyId)), StringComparison.Ordinal);
        Assert.Contains("The parameter 'Key' (ApiKeyInfo)", await ProblemAsync(app => app.MapGet("/", ([AsParameters] Several several) => several.Key.KeyId)), StringComparison.Ordinal);
        Assert.Null(await ProblemAsync(app => app.MapGet("/", ([AsParameters] Several several) => several.Key.KeyId).RequireAuthorization()));
    }

    private sealed record Several(ApiKeyInfo Key, int? Page);

    [Fact]
    public async Task Fallback_policy_is_authorization() => Assert.Null(await ProblemAsync(
        app => app.MapGet("/", (ApiKeyInfo key) => key.KeyId).WithCreditCost(5),
        builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        }));

    [Fact]
    public async Task Policy_that_names_other_schemes_only_is_none()
    {
        static void AddOther(WebApplicationBuilder builder)
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null)
                .AddScheme<AuthenticationSchemeOptions, FixedHandler>("Forwarding", options => options.ForwardAuthenticate = "ApiKey")
                .AddScheme<AuthenticationSchemeOptions, FixedHandler>("Choosing", options => options.ForwardDefaultSelector = _ => "ApiKey")
                .AddPolicyScheme("Either", null, options => options.ForwardDefaultSelector = _ => "ApiKey");
        }

        static Task<string?> UnderAsync(string schemes) => ProblemAsync(
            app => app.MapGet("/", () => "ok").WithCreditCost(5).RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = schemes }), AddOther);

        Assert.Contains(
            "its authorization names other schemes only (Other). Add an API key scheme (ApiKey) to its policy.", await UnderAsync("Other"), StringComparison.Ordinal);
        foreach (var schemes in new[] { "ApiKey", "Other,ApiKey", "Forwarding", "Choosing", "Either" })
        {
            Assert.Null(await UnderAsync(schemes));
        }
    }

    [Fact]
    public async Task Authorization_by_another_default_scheme_is_a_warning()
    {
        var warning = await ProblemAsync(
            app => app.MapGet("/", () => "ok").WithCreditCost(5).RequireAuthorization(),
            builder => builder.Services.AddAuthentication("Other").AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null).AddApiKey());

        Assert.Contains("the endpoint authorizes callers of the default scheme 'Other'. Name an API key scheme (ApiKey)", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eager_scheme_serves_keys_without_a_policy_but_charges_nothing_there()
    {
        static void Eager(WebApplicationBuilder builder) => builder.AddApiKeyAuthentication(options => options.Eager = true);

        Assert.Null(await ProblemAsync(app => app.MapGet("/", (ApiKeyInfo? key) => key?.KeyId).AllowApiKeyFromQuery(), Eager));
        Assert.NotNull(await ProblemAsync(app => app.MapGet("/", (ApiKeyInfo key) => key.KeyId), Eager));
        Assert.NotNull(await ProblemAsync(app => app.MapGet("/", () => "ok").WithCreditCost(5), Eager));
    }

    [Fact]
    public async Task Controllers_are_judged_by_action()
    {
        static Task<string?> OfAsync(Action<MvcOptions>? configure, params Type[] types) =>
            ProblemAsync(app => app.MapControllers(), OnlyControllers.Build(types, configure));

        var problem = await OfAsync(null, typeof(OpenActionController), typeof(NoAuthorizationController), typeof(TakingController));

        Assert.Contains("OpenActionController.Open", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("OpenActionController.Closed", problem, StringComparison.Ordinal);
        Assert.Contains("NoAuthorizationController.Get", problem, StringComparison.Ordinal);
        Assert.Contains("The parameter 'key' (ApiKeyInfo)", problem, StringComparison.Ordinal);
        Assert.Equal(3, problem!.Split(Environment.NewLine).Length);

        Assert.Null(await OfAsync(options => options.Filters.Add(new AuthorizeFilter()), typeof(NoAuthorizationController), typeof(TakingController)));
        Assert.Null(await OfAsync(options => options.Filters.Add<AuthorizeFilter>(), typeof(NoAuthorizationController)));
        Assert.NotNull(await OfAsync(options => options.Filters.Add(new AuthorizeFilter()), typeof(OpenActionController)));
        Assert.NotNull(await OfAsync(
            options =>
            {
                options.Filters.Add(new AuthorizeFilter());
                options.Filters.Add(new AllowAnonymousFilter());
            },
            typeof(NoAuthorizationController)));
    }

    [Route("a")]
    [Authorize]
    [CreditCost(5)]
    public sealed class OpenActionController : ControllerBase
    {
        [HttpGet("open")]
        [AllowAnonymous]
        public IActionResult Open() => Ok();

        [HttpGet("closed")]
        public IActionResult Closed() => Ok();
    }

    [Route("b")]
    public sealed class NoAuthorizationController : ControllerBase
    {
        [HttpGet]
        [ApiKeyTags("tag")]
        public IActionResult Get() => Ok();
    }

    [Route("c")]
    public sealed class TakingController : ControllerBase
    {
        [HttpGet]
        public IActionResult Get(ApiKeyInfo key) => Content(key.KeyId);
    }

    [Fact]
    public async Task Hubs_are_judged_with_their_methods()
    {
        static Task<string?> OfAsync<THub>()
            where THub : Hub => ProblemAsync(
                app => app.MapHub<THub>("/hub"),
                builder =>
                {
                    builder.Services.AddSignalR();
                    builder.AddApiKeyAuthentication();
                });

        Assert.Contains($"A credit cost {None}", await OfAsync<OpenHub>(), StringComparison.Ordinal);
        Assert.Null(await OfAsync<MethodHub>());
        Assert.Contains("The hub method 'Send' would take its ApiKeyInfo from the client.", await OfAsync<TakingHub>(), StringComparison.Ordinal);
        Assert.Contains(
            "The hub method 'Send' asks for a credit cost, the rate limit 'tokens', tags of verifications, an uncached verification, a key from the query string, "
                + "but a key is verified when the connection is opened. Set the attribute on the hub.",
            await OfAsync<DemandingHub>(),
            StringComparison.Ordinal);
        Assert.Contains("The hub method 'Send' asks for an optional key", await OfAsync<OptionalMethodHub>(), StringComparison.Ordinal);
    }

    [CreditCost(5)]
    private sealed class OpenHub : Hub;

    [ApiKeyFromQuery]
    private sealed class MethodHub : Hub
    {
        [Authorize]
        public void Send() => Context.Abort();
    }

    [Authorize]
    private sealed class DemandingHub : Hub
    {
        [RequirePermission("keys.read")]
        [CreditCost(5)]
        [ApiKeyRateLimit("tokens")]
        [ApiKeyTags("team=orders")]
        [RequireUncachedVerification]
        [ApiKeyFromQuery]
        public void Send() => Context.Abort();
    }

    private sealed class OptionalMethodHub : Hub
    {
        [OptionalApiKey]
        public void Send() => Context.Abort();
    }

    [Authorize]
    private sealed class TakingHub : Hub
    {
        public void Send(ApiKeyInfo key) => Context.Items[key] = key;
    }
}
