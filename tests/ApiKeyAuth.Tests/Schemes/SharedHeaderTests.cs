using ApiKeyAuth.Tests.Settings;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests.Schemes;

/// <summary>Opaque tokens of another scheme look like keys: where both are read from one header, only a prefix tells them apart.</summary>
public sealed class SharedHeaderTests
{
    private static async Task<string[]> WarningsAsync(
        string policy, Action<ApiKeyOptions>? configure = null, Action<AuthenticationBuilder>? add = null, Action<AuthorizationOptions>? authorization = null)
    {
        await using var app = await TestApp.StartAsync(
            SettingsApp.Nowhere,
            app =>
            {
                app.MapGet("/first", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = policy });
                app.MapGet("/second", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = policy });
                app.MapGet("/open", () => "ok").AllowAnonymous();
                app.MapGet("/other", () => "ok");
            },
            builder =>
            {
                (add ?? (schemes => schemes.AddBearerToken("Opaque")))(builder.AddApiKeyAuthentication(configure));
                builder.Services.Configure(authorization ?? (_ => { }));
            });
        return [.. app.Logs.Entries.Where(entry => entry is { Level: LogLevel.Warning, Category: "ApiKeyAuth.SharedHeaderCheck" }).Select(entry => entry.Message)];
    }

    [Theory]
    [InlineData("ApiKey,Opaque")]
    [InlineData("Opaque,ApiKey")]
    public async Task Opaque_tokens_on_one_policy_with_keys_are_one_warning(string policy)
    {
        var warning = Assert.Single(await WarningsAsync(policy));

        Assert.Contains("Endpoint 'HTTP: GET /first': both scheme ApiKey and scheme Opaque may read", warning, StringComparison.Ordinal);
        Assert.Contains("Set Authentication:Schemes:ApiKey:KeyPrefix", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefix_tells_keys_from_tokens() => Assert.Empty(await WarningsAsync("ApiKey,Opaque", options => options.KeyPrefix = "acme_"));

    [Theory]
    [InlineData("ApiKey")]
    [InlineData("Opaque")]
    public async Task Endpoints_of_one_scheme_are_no_warning(string policy) => Assert.Empty(await WarningsAsync(policy));

    [Fact]
    public async Task Eager_scheme_reads_the_tokens_of_other_endpoints_too() =>
        Assert.Single(await WarningsAsync("Opaque", options => options.Eager = true));

    [Fact]
    public async Task Keys_in_another_place_are_no_warning() => Assert.Empty(await WarningsAsync("ApiKey,Opaque", options =>
    {
        options.AuthorizationSchemes = ["Key"];
        options.HeaderName = "X-API-Key";
    }));

    [Fact]
    public async Task Default_and_fallback_policies_count()
    {
        static AuthorizationPolicy Both() => new AuthorizationPolicyBuilder("ApiKey", "Opaque").RequireAuthenticatedUser().Build();

        Assert.Contains("/other", Assert.Single(await WarningsAsync("ApiKey", authorization: options => options.FallbackPolicy = Both())), StringComparison.Ordinal);
        Assert.Contains(
            "/first", Assert.Single(await WarningsAsync("ApiKey", authorization: options => options.DefaultPolicy = Both())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Json_web_tokens_are_a_warning_only_where_they_are_shown_to_the_key_service(bool allowed, int warnings) =>
        Assert.Equal(
            warnings,
            (await WarningsAsync("ApiKey,Bearer", options => options.AllowJsonWebTokens = allowed, schemes => schemes.AddJwtBearer())).Length);

    [Fact]
    public async Task Cookies_and_policy_schemes_are_no_warning() => Assert.Empty(await WarningsAsync(
        "ApiKey,Cookie,Either",
        add: schemes => schemes.AddCookie("Cookie").AddPolicyScheme("Either", null, options => options.ForwardDefault = "Cookie")));

    [Fact]
    public async Task Two_key_schemes_on_one_header_are_a_warning_for_each_without_a_prefix()
    {
        static Action<AuthenticationBuilder> Second(Action<ApiKeyOptions> configure) => schemes => schemes.AddApiKey("Second", options =>
        {
            options.RootKey = "root";
            configure(options);
        });

        Assert.Equal(2, (await WarningsAsync("ApiKey,Second", add: Second(_ => { }))).Length);
        Assert.Contains(
            "both scheme ApiKey and scheme Second",
            Assert.Single(await WarningsAsync("ApiKey,Second", add: Second(options => options.KeyPrefix = "acme_"))), StringComparison.Ordinal);
        Assert.Empty(await WarningsAsync("ApiKey,Second", add: Second(options => options.AuthorizationSchemes = ["Key"])));
    }

    [Fact]
    public async Task Token_is_not_sent_to_the_key_service_where_a_prefix_is_set()
    {
        await using var service = await Testing.ScriptedService.StartAsync(200, Testing.ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "ApiKey,Opaque" }),
            builder => builder.AddApiKeyAuthentication(options => options.KeyPrefix = "acme_").AddBearerToken("Opaque"));

        using var token = await app.GetAsync("/", "opaque_token");
        using var key = await app.GetAsync("/", "acme_key");

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, token.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.OK, key.StatusCode);
        Assert.Contains("acme_key", Assert.Single(service.Calls).Body, StringComparison.Ordinal);
    }
}
