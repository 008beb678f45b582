using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests.Endpoints;

/// <summary>What an app may not ask of its endpoints stops it, with the endpoint and the reason.</summary>
public sealed class StartTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private static async Task<string> RefusalAsync(Action<WebApplication> map, Action<WebApplicationBuilder>? build = null) =>
        (await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var app = await TestApp.StartAsync(Nowhere, map, build);
        })).Message;

    private static Task<string> RefusalAsync(Action<RouteHandlerBuilder> require) => RefusalAsync(app => require(app.MapGet("/orders/{id}", () => "ok")));

    [Theory]
    [InlineData("keys read", "at position 5: 'read' stands where AND, OR or the end was expected.")]
    [InlineData("keys.read AND", "at position 13: a permission is missing.")]
    [InlineData("(keys.read", "at position 10: a closing parenthesis is missing.")]
    [InlineData("OR", "at position 0: 'OR' stands where a permission or an opening parenthesis was expected.")]
    [InlineData("keys.read & keys.write", "at position 10: '&' stands where AND, OR or the end was expected.")]
    public async Task Name_that_is_neither_policy_nor_query_is_told_with_endpoint_text_position_and_reason(string name, string reason)
    {
        var message = await RefusalAsync(endpoint => endpoint.RequireAuthorization(name));

        Assert.Equal($"Endpoint 'HTTP: GET /orders/{{id}}': No authorization policy named '{name}' is registered, and it is not a permission query either, {reason}", message);
    }

    [Fact]
    public async Task Required_permission_that_does_not_parse_is_told_with_its_endpoint()
    {
        const string Reason = "The permission query 'keys read' is not valid at position 5: 'read' stands where AND, OR or the end was expected.";
        Assert.Equal($"Endpoint 'HTTP: GET /orders/{{id}}': {Reason}", await RefusalAsync(endpoint => endpoint.RequirePermission("keys read")));
        Assert.Equal(
            $"Endpoint 'HTTP: GET /orders/{{id}}': {Reason}",
            await RefusalAsync(app => app.MapGet("/orders/{id}", [RequirePermission("keys read")] () => "ok")));
    }

    [Fact]
    public async Task Query_that_is_too_long_is_rejected() =>
        Assert.Contains("longer than 1000 characters", await RefusalAsync(endpoint => endpoint.RequireAuthorization(new string('p', 1001))), StringComparison.Ordinal);

    [Fact]
    public async Task All_problems_of_all_endpoints_are_told_at_once()
    {
        var message = await RefusalAsync(app =>
        {
            app.MapGet("/a", () => "ok").RequireAuthorization("a b");
            app.MapGroup("/g").RequireAuthorization("c d").MapGet("/b", () => "ok").WithCreditCost(-1);
        });

        Assert.Equal(3, message.Split(Environment.NewLine).Length);
        Assert.Contains("HTTP: GET /g/b", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_of_a_classic_pipeline_are_seen_too()
    {
        var message = await RefusalAsync(app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            ((IApplicationBuilder)app).UseEndpoints(endpoints => endpoints.MapGet("/late", () => "ok").RequireAuthorization("a b"));
        });

        Assert.Contains("HTTP: GET /late", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_names_of_hub_methods_are_seen_too()
    {
        var message = await RefusalAsync(
            app => app.MapHub<MistypedHub>("/hub"),
            builder =>
            {
                builder.Services.AddSignalR();
                builder.AddApiKeyAuthentication();
            });

        Assert.Contains("'chat send'", message, StringComparison.Ordinal);
    }

    private sealed class MistypedHub : Hub
    {
        [Authorize("chat send")]
        public void Send() => Context.Abort();
    }

    [Fact]
    public async Task Names_that_are_taken_as_queries_are_logged_once_and_registered_ones_are_not()
    {
        await using var app = await TestApp.StartAsync(
            Nowhere,
            app =>
            {
                app.MapGet("/a", () => "ok").RequireAuthorization("keys.raed");
                app.MapGet("/b", () => "ok").RequireAuthorization("keys.raed");
                app.MapGet("/c", () => "ok").RequireAuthorization("Registered");
                app.MapGet("/d", () => "ok").RequirePermission("meant.as.one");
            },
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.AddAuthorizationBuilder().AddPolicy("Registered", policy => policy.RequireAuthenticatedUser());
            });

        var entry = Assert.Single(app.Logs.Entries, entry => entry.Id == 20);
        Assert.Equal((LogLevel.Information, "No authorization policy is named 'keys.raed': it is taken as a permission query."), (entry.Level, entry.Message));
    }

    [Theory]
    [InlineData("keys.read", "The permission 'keys.read' does not say which of the API key schemes (ApiKey, Second) it means.")]
    [InlineData(OptionalApiKeyAttribute.PolicyName, "The optional key does not say which of the API key schemes (ApiKey, Second) it means.")]
    public async Task Several_schemes_without_a_default_make_a_permission_ambiguous(string policy, string problem)
    {
        static void AddTwo(WebApplicationBuilder builder) =>
            builder.Services.AddAuthentication().AddApiKey().AddApiKey("Second", options => options.RootKey = "root");

        var message = await RefusalAsync(app => app.MapGet("/", () => "ok").RequireAuthorization(policy), AddTwo);
        await using var named = await TestApp.StartAsync(
            Nowhere, app => app.MapGet("/", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Second" }), AddTwo);

        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Optional_key_beside_something_that_is_required_is_rejected()
    {
        const string Problem = "A key cannot be optional where something else is required too.";
        Assert.Contains(Problem, await RefusalAsync(endpoint => endpoint.WithOptionalApiKey().RequireAuthorization()), StringComparison.Ordinal);
        Assert.Contains(Problem, await RefusalAsync(endpoint => endpoint.WithOptionalApiKey().RequirePermission("a")), StringComparison.Ordinal);
        Assert.Contains(
            Problem, await RefusalAsync(endpoint => endpoint.WithOptionalApiKey().RequireAuthorization(policy => policy.RequireRole("a"))), StringComparison.Ordinal);
        Assert.Contains(
            Problem, await RefusalAsync(app => app.MapGroup("/g").WithOptionalApiKey().MapGet("/", () => "ok").RequireAuthorization()), StringComparison.Ordinal);
        Assert.Contains(
            Problem, await RefusalAsync(app => app.MapGet("/", [Authorize, OptionalApiKey] () => "ok")), StringComparison.Ordinal);
    }

    public static TheoryData<string, Action<RouteHandlerBuilder>> BadDemands => new()
    {
        { "The credit cost is -1.", endpoint => endpoint.WithCreditCost(-1) },
        { "The credit cost is 1000000000001.", endpoint => endpoint.WithCreditCost(1_000_000_000_001) },
        { "The cost of the rate limit 'tokens' is -1.", endpoint => endpoint.WithApiKeyRateLimit("tokens", cost: -1) },
        { "The cost of the rate limit 'tokens' is 1000000000001.", endpoint => endpoint.WithApiKeyRateLimit("tokens", cost: 1_000_000_000_001) },
        { "The rate limit 'ab' has a name of 2 characters.", endpoint => endpoint.WithApiKeyRateLimit("ab") },
        { "The rate limit 'tokens' is 0 in 0 ms.", endpoint => endpoint.WithApiKeyRateLimit("tokens", 0, TimeSpan.Zero) },
        { "The rate limit 'tokens' is 0 in 1000 ms.", endpoint => endpoint.WithApiKeyRateLimit("tokens", 0, TimeSpan.FromSeconds(1)) },
        { "The rate limit 'tokens' is -5 in 1000 ms.", endpoint => endpoint.WithApiKeyRateLimit("tokens", -5, TimeSpan.FromSeconds(1)) },
        { "The rate limit 'tokens' is 5 in 999 ms.", endpoint => endpoint.WithApiKeyRateLimit("tokens", 5, TimeSpan.FromMilliseconds(999)) },
        { "The rate limit 'tokens' is 5 in 0 ms.", endpoint => endpoint.WithMetadata(new ApiKeyRateLimitAttribute("tokens") { Limit = 5 }) },
        { "The fallback of the rate limit 'tokens' is 5 in 0 ms.", endpoint => endpoint.WithApiKeyRateLimit("tokens", 1, 5) },
        {
            "Several rate limits have a fallback.",
            endpoint => endpoint.WithApiKeyRateLimit("one", 1, 5, TimeSpan.FromSeconds(1)).WithApiKeyRateLimit("two", 1, 5, TimeSpan.FromSeconds(1))
        },
        {
            "The rate limit 'tokens' has a limit of its own and a fallback.",
            endpoint => endpoint.WithMetadata(new ApiKeyRateLimitAttribute("tokens")
            {
                Limit = 5,
                DurationMilliseconds = 1000,
                FallbackLimit = 5,
                FallbackDurationMilliseconds = 1000,
            })
        },
        { "The rate limit '🔑a' has a name of 2 characters.", endpoint => endpoint.WithApiKeyRateLimit("🔑a") },
        { "has a name of 256 characters.", endpoint => endpoint.WithApiKeyRateLimit(string.Concat(Enumerable.Repeat("🔑", 256))) },
        { "A tag is empty or too long.", endpoint => endpoint.WithApiKeyTags(string.Concat(Enumerable.Repeat("🔑", 513))) },
        { "A tag is empty or too long.", endpoint => endpoint.WithApiKeyTags("half of a pair \uD83D") },
        { "There are 18 tags.", endpoint => endpoint.WithApiKeyTags([.. Enumerable.Range(0, 18).Select(i => $"t{i}")]) },
        { "A tag is empty or too long.", endpoint => endpoint.WithApiKeyTags("") },
        { "A tag is empty or too long.", endpoint => endpoint.WithApiKeyTags(new string('t', 513)) },
    };

    [Theory]
    [MemberData(nameof(BadDemands))]
    public async Task What_the_service_would_not_accept_is_rejected(string problem, Action<RouteHandlerBuilder> endpointRequirements)
    {
        // Some cultures have another sign for the minus: messages must not depend on where an app runs.
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NegativeSign = "minus" } };

        Assert.Contains(problem, await RefusalAsync(endpointRequirements), StringComparison.Ordinal);
    }
}
