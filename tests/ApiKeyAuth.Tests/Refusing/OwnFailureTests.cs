using System.Security.Claims;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Tests.Refusing;

/// <summary>A key that lacks a permission is one thing, an app that denies access for a reason of its own another.</summary>
public sealed class OwnFailureTests
{
    private const string Lacks = "403 insufficient_permissions; Bearer error=\"insufficient_scope\"";
    private const string Denied = "403 access_denied; Bearer";

    private static readonly string Holder = Answers.Valid(more: "\"permissions\":[\"keys.read\"],\"roles\":[\"editor\"]");

    /// <summary>The response, and what the event was told.</summary>
    private static async Task<(string Response, AuthorizationFailure? Failure, string Body)> SendAsync(
        Action<WebApplication> map, Action<WebApplicationBuilder>? build = null)
    {
        AuthorizationFailure? failure = null;
        await using var service = await ScriptedService.StartAsync(200, Holder);
        await using var app = await TestApp.StartAsync(service, map, builder =>
        {
            build?.Invoke(builder);
            builder.Services.AddSingleton<IAuthorizationHandler, BusinessHoursHandler>();
            builder.AddApiKeyAuthentication(options => options.Events.OnRejected = context =>
            {
                failure = context.AuthorizationFailure;
                return Task.CompletedTask;
            });
        });
        using var response = await app.GetAsync("/", "key_text");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var code = System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("code").GetString();
        return ($"{(int)response.StatusCode} {code}; {response.Challenge()}", failure, body);
    }

    private static Action<WebApplication> Requiring(Action<AuthorizationPolicyBuilder> configure) =>
        app => app.MapGet("/", () => "ok").RequireAuthorization(configure);

    public static TheoryData<string, string, Action<AuthorizationPolicyBuilder>> Policies => new()
    {
        { "assertion", Denied, policy => policy.RequireAssertion(_ => false) },
        { "failure with a reason", Denied, policy => policy.AddRequirements(new BusinessHours(Fails: true)) },
        { "failure without success", Denied, policy => policy.AddRequirements(new BusinessHours(Fails: false)) },
        { "failure with a reason beside a permission", Denied, policy => policy.AddRequirements(new BusinessHours(Fails: true), Permission("keys.write")) },
        { "claim", Denied, policy => policy.RequireClaim("tenant", "acme") },
        { "name", Denied, policy => policy.RequireUserName("somebody") },
        { "role", Lacks, policy => policy.RequireRole("admin") },
        { "claim of a permission", Lacks, policy => policy.RequireClaim(ApiKeyClaimTypes.Permission, "keys.write") },
        { "claim of a role", Lacks, policy => policy.RequireClaim(ClaimTypes.Role, "admin") },
        { "query", Lacks, policy => policy.AddRequirements(Permission("keys.write OR keys.delete")) },
    };

    private static PermissionRequirement Permission(string query) => new(Client.PermissionQuery.Parse(query));

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Own_decision_does_not_claim_that_the_key_lacks_something(string what, string expected, Action<AuthorizationPolicyBuilder> policy)
    {
        var (response, failure, _) = await SendAsync(Requiring(policy));

        // What the key lacks in the eyes of the service is told with the query, so that the service refuses it.
        Assert.Equal((what, expected), (what, response));
        Assert.True(what is "query" or "failure with a reason beside a permission" || failure is not null);
    }

    [Fact]
    public async Task Event_gets_the_reasons_and_the_caller_does_not()
    {
        var (_, failure, body) = await SendAsync(Requiring(policy => policy.AddRequirements(new BusinessHours(Fails: true))));

        Assert.True(failure!.FailCalled);
        Assert.Equal("closed since 17:00", Assert.Single(failure.FailureReasons).Message);
        Assert.DoesNotContain("closed", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_gets_the_requirements_that_failed()
    {
        var (_, failure, _) = await SendAsync(Requiring(policy => policy.AddRequirements(new BusinessHours(Fails: false))));

        Assert.IsType<BusinessHours>(Assert.Single(failure!.FailedRequirements));
    }

    [Fact]
    public async Task Filter_of_a_controller_is_told_apart_too()
    {
        static Action<WebApplicationBuilder> Filtering(AuthorizationPolicy policy) => builder =>
            builder.Services.AddControllers(options => options.Filters.Add(new AuthorizeFilter(policy))).AddApplicationPart(typeof(OwnFailureController).Assembly);
        static void Map(WebApplication app) => app.MapControllerRoute("root", "/", new { controller = "OwnFailure", action = nameof(OwnFailureController.Act) });

        var own = await SendAsync(Map, Filtering(new AuthorizationPolicyBuilder().AddRequirements(new BusinessHours(Fails: true)).Build()));
        var role = await SendAsync(Map, Filtering(new AuthorizationPolicyBuilder().RequireRole("admin").Build()));

        Assert.Equal((Denied, "closed since 17:00"), (own.Response, own.Failure!.FailureReasons.Single().Message));
        Assert.Equal(Lacks, role.Response);
    }

    [Fact]
    public async Task Result_handler_of_the_app_that_forbids_is_told_apart_too()
    {
        var (response, failure, _) = await SendAsync(
            Requiring(policy => policy.AddRequirements(new BusinessHours(Fails: true))),
            builder => builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, ForbiddingHandler>());

        Assert.Equal(Denied, response);
        Assert.Single(failure!.FailureReasons);
    }

    [Fact]
    public async Task Caller_of_another_scheme_is_told_apart_too()
    {
        var (response, failure, _) = await SendAsync(
            Requiring(policy => policy.AddAuthenticationSchemes("Other", "ApiKey").AddRequirements(new BusinessHours(Fails: true))),
            builder => builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null));

        Assert.Equal((Denied, 1), (response, failure!.FailureReasons.Count()));
    }

    public static TheoryData<string, string, Func<ClaimsPrincipal, IAuthorizationService, Task>> Checks => new()
    {
        { "no check", Denied, (_, _) => Task.CompletedTask },
        { "held permission", Denied, (user, _) => Task.FromResult(user.HasPermission("keys.read")) },
        { "missing permission", $"{Lacks}, scope=\"keys.write\"", (user, _) => Task.FromResult(user.HasPermission("keys.write")) },
        { "missing permission by service", $"{Lacks}, scope=\"keys.write\"", (user, service) => service.AuthorizeAsync(user, "keys.write") },
        { "missing permission on a resource", $"{Lacks}, scope=\"keys.write\"", (user, service) => service.AuthorizeAsync(user, "a document", "keys.write") },
        { "no permission at all", Lacks, (user, _) => Task.FromResult(user.HasPermission("keys write")) },
        { "own requirement", Denied, (user, service) => service.AuthorizeAsync(user, null, new BusinessHours(Fails: true)) },
        {
            "missing permission, then a held one", Denied,
            async (user, service) => _ = (await service.AuthorizeAsync(user, "keys.write"), await service.AuthorizeAsync(user, "keys.read"))
        },
    };

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task Code_that_forbids_is_taken_to_do_so_for_the_check_that_failed_last(
        string what, string expected, Func<ClaimsPrincipal, IAuthorizationService, Task> check)
    {
        var (response, _, _) = await SendAsync(app => app.MapGet("/", async (ClaimsPrincipal user, IAuthorizationService authorization) =>
        {
            await check(user, authorization);
            return Results.Forbid();
        }).RequireAuthorization());

        Assert.Equal((what, expected.Replace("\", scope", "\",scope", StringComparison.Ordinal)), (what, response.Replace("\", scope", "\",scope", StringComparison.Ordinal)));
    }

    internal sealed record BusinessHours(bool Fails) : IAuthorizationRequirement;

    private sealed class BusinessHoursHandler : AuthorizationHandler<BusinessHours>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, BusinessHours requirement)
        {
            if (requirement.Fails)
            {
                context.Fail(new AuthorizationFailureReason(this, "closed since 17:00"));
            }

            return Task.CompletedTask;
        }
    }

    private sealed class ForbiddingHandler : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
            authorizeResult.Forbidden ? context.ForbidAsync() : next(context);
    }
}

public sealed class OwnFailureController : ControllerBase
{
    public IActionResult Act() => Ok();
}
