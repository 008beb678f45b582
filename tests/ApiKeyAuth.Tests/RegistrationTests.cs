using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Tests;

public sealed class RegistrationTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private static void Map(WebApplication app) => app.MapGet("/", () => "ok").RequireAuthorization();

    private static WebApplicationBuilder Set(WebApplicationBuilder builder, string name, string? value)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { [$"Authentication:Schemes:ApiKey:{name}"] = value });
        return builder;
    }

    [Theory]
    [InlineData("/default", "key_text", 200)]
    [InlineData("/default", null, 401)]
    [InlineData("/permission", "key_text", 200)]
    [InlineData("/optional", null, 200)]
    public async Task Only_scheme_is_the_default_whatever_its_name(string path, string? key, int status)
    {
        await using var service = await ScriptedService.StartAsync(200, Answers.Valid(more: "\"permissions\":[\"keys.read\"]"));
        await using var app = await TestApp.StartAsync(
            service,
            app =>
            {
                app.MapGet("/default", (ApiKeyInfo info) => info.KeyId).RequireAuthorization();
                app.MapGet("/permission", (ApiKeyInfo info) => info.KeyId).RequireAuthorization("keys.read").WithCreditCost(2);
                app.MapGet("/optional", (ApiKeyInfo? info) => info?.KeyId ?? "stranger").WithOptionalApiKey();
            },
            builder =>
            {
                builder.Configuration["Authentication:Schemes:Staff:RootKey"] = TestApp.RootKey;
                builder.Configuration["Authentication:Schemes:Staff:BaseAddress"] = service.Address.ToString();
                builder.Configuration["Authentication:Schemes:Staff:AttemptTimeout"] = "00:00:20";
                builder.Configuration["Authentication:Schemes:Staff:TotalTimeout"] = "00:00:30";
                builder.Services.AddAuthentication().AddApiKey("Staff");
            });

        using var response = await app.GetAsync(path, key);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("RootKey", "", "Authentication:Schemes:ApiKey:RootKey is not set.", "dotnet user-secrets set \"Authentication:Schemes:ApiKey:RootKey\"")]
    [InlineData("RootKey", "hidden\nvalue", "Authentication:Schemes:ApiKey:RootKey (not shown)", "Copy the key again.")]
    [InlineData("BaseAddress", "not an address", "Authentication:Schemes:ApiKey:BaseAddress is 'not an address'.", "https://api.unkey.com")]
    [InlineData("BaseAddress", "http://service.example", "Authentication:Schemes:ApiKey:BaseAddress is 'http://service.example/'", "AllowInsecureBaseAddress")]
    [InlineData("RootKey", "", "Authentication:Schemes:ApiKey:RootKey is not set.", "In development: dotnet user-secrets init, then")]
    [InlineData("BaseAddress", "https://keys.example/v2", "Authentication:Schemes:ApiKey:BaseAddress is 'https://keys.example/v2'.", "Remove 'v2' and what follows it.")]
    [InlineData("BaseAddress", "https://keys.example/V2/", "'https://keys.example/V2/'", "Remove 'V2' and what follows it.")]
    [InlineData("BaseAddress", "https://keys.example/v1", "'https://keys.example/v1'", "Remove 'v1' and what follows it.")]
    [InlineData("BaseAddress", "https://gate.example/keys//v2//", "'https://gate.example/keys//v2//'", "Remove 'v2' and what follows it.")]
    [InlineData("BaseAddress", "https://keys.example/v2/keys.verifyKey", "such as /v2/keys.verifyKey", "Remove 'v2' and what follows it.")]
    [InlineData("BaseAddress", "https://keys.example/keys.verifyKey", "such as /v2/keys.verifyKey", "Remove 'keys.verifyKey' and what follows it.")]
    [InlineData("BaseAddress", "https://keys.example/liveness", "such as /v2/keys.verifyKey", "Remove 'liveness' and what follows it.")]
    [InlineData("BaseAddress", "https://keys.example/v2?key=hidden", "'https://keys.example/v2' with a user name, a query or a fragment.", "without user name")]
    [InlineData("BaseAddress", "https://keys.example/#hidden", "'https://keys.example/' with a user name, a query or a fragment.", "without user name")]
    [InlineData("BaseAddress", "ftp://user:hidden@keys.example", "BaseAddress is (not shown).", "without user name")]
    [InlineData("AttemptTimeout", "1500", "Authentication:Schemes:ApiKey:AttemptTimeout is '1500'.", "00:00:01.5")]
    [InlineData("AttemptTimeout", "00:00:30", "Authentication:Schemes:ApiKey:AttemptTimeout is 00:00:30.", "less than TotalTimeout")]
    [InlineData("TotalTimeout", "00:02:00", "Authentication:Schemes:ApiKey:TotalTimeout is 00:02:00.", "up to 00:01:00")]
    [InlineData("CircuitBreakerFailureRatio", "2", "Authentication:Schemes:ApiKey:CircuitBreakerFailureRatio is 2.", "0.01 up to 1")]
    [InlineData("CircuitBreakerFailureRatio", "NaN", "Authentication:Schemes:ApiKey:CircuitBreakerFailureRatio is NaN.", "0.01 up to 1")]
    [InlineData("CircuitBreakerFailureRatio", "0,5", "Authentication:Schemes:ApiKey:CircuitBreakerFailureRatio is '0,5'.", "such as 0.5")]
    [InlineData("CircuitBreakerMinimumThroughput", "1", "Authentication:Schemes:ApiKey:CircuitBreakerMinimumThroughput is 1.", "2 up to 10000")]
    [InlineData("CircuitBreakDuration", "00:00:00.1", "Authentication:Schemes:ApiKey:CircuitBreakDuration is 00:00:00.1000000.", "00:00:00.5000000 up to")]
    [InlineData("CircuitBreakerSamplingDuration", "00:02:00", "Authentication:Schemes:ApiKey:CircuitBreakerSamplingDuration is 00:02:00.", "up to 00:01:00")]
    [InlineData("CacheCapacity", "many", "Authentication:Schemes:ApiKey:CacheCapacity is 'many'.", "a whole number")]
    [InlineData("OutageMode", "Hope", "Authentication:Schemes:ApiKey:OutageMode is 'Hope'.", "one of Refuse, ServeStale")]
    [InlineData("Realm", "grün", "Authentication:Schemes:ApiKey:Realm is 'grün'.", "printable ASCII")]
    [InlineData("AuthorizationSchemes", "two words", "Authentication:Schemes:ApiKey:AuthorizationSchemes has 'two words'.", "such as Bearer")]
    [InlineData("HeaderName", "authorization", "Authentication:Schemes:ApiKey:HeaderName is 'authorization'.", "AuthorizationSchemes")]
    [InlineData("HeaderName", "X-API-Key:", "Authentication:Schemes:ApiKey:HeaderName is 'X-API-Key:'.", "such as X-API-Key")]
    [InlineData("MaxKeyLength", "513", "Authentication:Schemes:ApiKey:MinKeyLength is 1 and MaxKeyLength is 513.", "1 up to 512")]
    [InlineData("KeyPrefix", "my key", "Authentication:Schemes:ApiKey:KeyPrefix is 'my key'.", "visible ASCII characters")]
    [InlineData("KeyAlphabet", "abc,", "Authentication:Schemes:ApiKey:KeyAlphabet is 'abc,'.", "visible ASCII characters")]
    [InlineData("UsageExceededStatusCode", "418", "Authentication:Schemes:ApiKey:UsageExceededStatusCode is 418.", "Set 402, 403 or 429.")]
    [InlineData("EndpointTags", "Path", "Authentication:Schemes:ApiKey:EndpointTags is 'Path'.", "one of None, Route, Method, Name")]
    public async Task Bad_setting_stops_the_host_with_its_path_value_and_fix(string name, string value, string problem, string fix)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(
            () => TestApp.StartAsync(Nowhere, Map, builder => Set(builder, name, value).AddApiKeyAuthentication()));

        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        Assert.Contains(fix, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestApp.RootKey, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_of_requests_and_answers_stand_in_the_configuration_too()
    {
        await using var app = await TestApp.StartAsync(Nowhere, Map, builder =>
        {
            foreach (var (name, value) in new[]
            {
                ("AuthorizationSchemes:0", "Key"), ("AuthorizationSchemes:1", "Token"), ("HeaderName", "X-API-Key"), ("QueryParameterName", "key"),
                ("AllowJsonWebTokens", "true"), ("KeyPrefix", "acme_"), ("MinKeyLength", "8"), ("MaxKeyLength", "64"), ("KeyAlphabet", "abc"),
                ("ForwardClientAddress", "true"), ("EndpointTags", "Route, Name"), ("UsageExceededStatusCode", "402"), ("IncludeErrorDetails", "true"),
                ("IncludeRateLimitHeaders", "true"), ("AllowPermissionWildcards", "true"), ("MetaClaims:plan", "customer_plan"),
            })
            {
                Set(builder, name, value);
            }

            builder.AddApiKeyAuthentication();
        });

        var options = app.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>().Get("ApiKey");

        Assert.Equal(["Key", "Token"], options.AuthorizationSchemes);
        Assert.Equal(("X-API-Key", "key", true, "acme_"), (options.HeaderName, options.QueryParameterName, options.AllowJsonWebTokens, options.KeyPrefix));
        Assert.Equal((8, 64, "abc", true), (options.MinKeyLength, options.MaxKeyLength, options.KeyAlphabet, options.ForwardClientAddress));
        Assert.Equal(
            (ApiKeyEndpointTags.Route | ApiKeyEndpointTags.Name, 402, true, true, true),
            (options.EndpointTags, options.UsageExceededStatusCode, options.IncludeErrorDetails, options.IncludeRateLimitHeaders, options.AllowPermissionWildcards));
        Assert.Equal("customer_plan", options.MetaClaims["plan"]);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Service_that_takes_the_place_of_ours_is_a_warning(bool before, bool warned)
    {
        static void Register(WebApplicationBuilder builder) =>
            builder.Services.AddSingleton<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
        await using var app = await TestApp.StartAsync(Nowhere, app => app.MapGet("/", () => "ok"), builder =>
        {
            if (before)
            {
                Register(builder);
            }

            builder.AddApiKeyAuthentication();
            if (!before)
            {
                Register(builder);
            }
        });

        Assert.Equal(
            warned, app.Logs.Text.Contains("IAuthorizationPolicyProvider is DefaultAuthorizationPolicyProvider, registered behind", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_bad_settings_are_told_at_once()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestApp.StartAsync(
            Nowhere, Map, builder => Set(Set(Set(builder, "RootKey", null), "AttemptTimeout", "soon"), "BaseAddress", "ftp://x").AddApiKeyAuthentication()));

        Assert.Equal(3, exception.Failures.Count());
    }

    [Fact]
    public async Task Edit_while_the_app_runs_does_no_harm()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        IConfigurationRoot? configuration = null;
        await using var app = await TestApp.StartAsync(service, Map, builder =>
        {
            configuration = builder.Configuration;
            builder.AddApiKeyAuthentication(options => options.CacheDuration = TimeSpan.Zero);
        });

        configuration!["Authentication:Schemes:ApiKey:RootKey"] = "";
        configuration["Authentication:Schemes:ApiKey:AttemptTimeout"] = "soon";
        configuration.Reload();
        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"Bearer {TestApp.RootKey}", Assert.Single(service.Calls).Authorization);
    }

    [Theory]
    [InlineData("https://gate.example/key-service")]
    [InlineData("https://gate.example/api/v1/keys/")]
    [InlineData("https://v2.example/")]
    [InlineData("https://gate.example/v2x")]
    public async Task Address_with_a_path_of_its_own_is_accepted(string address)
    {
        await using var app = await TestApp.StartAsync(Nowhere, Map, builder => Set(builder, "BaseAddress", address).AddApiKeyAuthentication());

        Assert.Equal(new Uri(address), Options(app).BaseAddress);
    }

    [Fact]
    public async Task Insecure_address_is_allowed_where_the_app_says_so()
    {
        await using var app = await TestApp.StartAsync(
            Nowhere, Map, builder => Set(Set(builder, "BaseAddress", "http://service.example"), "AllowInsecureBaseAddress", "true").AddApiKeyAuthentication());

        Assert.Equal("service.example", Options(app).BaseAddress.Host);
    }

    [Fact]
    public async Task Defaults_are_those_that_are_documented_and_code_wins_over_configuration()
    {
        await using var app = await TestApp.StartAsync(
            Nowhere, Map, builder => Set(builder, "Realm", "configured").AddApiKeyAuthentication(options =>
            {
                Assert.Equal("configured", options.Realm);
                options.Realm = "coded";
            }));

        Assert.Equal(("coded", false), (Options(app).Realm, Options(app).AllowInsecureBaseAddress));
        var defaults = new ApiKeyOptions();
        Assert.Equal(
            (new Uri("https://api.unkey.com"), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2)),
            (defaults.BaseAddress, defaults.AttemptTimeout, defaults.TotalTimeout));
    }

    [Theory]
    [InlineData(null, null, "ApiKey")]
    [InlineData("Other", null, "Other")]
    [InlineData(null, "Other", "Other")]
    public async Task Scheme_is_the_default_where_the_app_has_set_none(string? defaultScheme, string? defaultAuthenticateScheme, string expected)
    {
        await using var app = await TestApp.StartAsync(Nowhere, Map, builder =>
        {
            builder.AddApiKeyAuthentication().AddScheme<AuthenticationSchemeOptions, FixedHandler>("Other", null);
            builder.Services.Configure<AuthenticationOptions>(options =>
            {
                options.DefaultScheme = defaultScheme;
                options.DefaultAuthenticateScheme = defaultAuthenticateScheme;
            });
        });

        Assert.Equal(expected, (await app.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetDefaultAuthenticateSchemeAsync())!.Name);
    }

    [Fact]
    public async Task Overloads_name_the_scheme_as_those_of_other_schemes_do()
    {
        await using var app = await TestApp.StartAsync(Nowhere, Map, builder =>
        {
            foreach (var scheme in new[] { "Second", "Third" })
            {
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?> { [$"Authentication:Schemes:{scheme}:RootKey"] = $"root_of_{scheme}" });
            }

            builder.Services.AddAuthentication("ApiKey")
                .AddApiKey(options => options.Realm = "first")
                .AddApiKey("Second", options => options.Realm = "second")
                .AddApiKey("Third", "The third", options => options.Realm = "third");
        });

        var schemes = await app.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetAllSchemesAsync();
        Assert.Equal(["ApiKey", "Second", "The third"], schemes.Select(scheme => scheme.DisplayName ?? scheme.Name).Order());
        var options = app.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>();
        Assert.Equal(("second", "root_of_Second"), (options.Get("Second").Realm, options.Get("Second").RootKey));
        Assert.Equal(("third", "root_of_Third"), (options.Get("Third").Realm, options.Get("Third").RootKey));
    }

    [Fact]
    public async Task Schemes_share_neither_service_nor_root_key_nor_breaker()
    {
        await using var first = await ScriptedService.StartAsync(500, "");
        await using var second = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            first,
            app =>
            {
                app.MapGet("/first", () => "ok").RequireAuthorization();
                app.MapGet("/second", () => "ok").RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = "Second" });
            },
            builder => builder.AddApiKeyAuthentication().AddApiKey("Second", options =>
            {
                options.BaseAddress = second.Address;
                options.RootKey = "second_root";
            }));
        for (var i = 0; i < 15; i++)
        {
            using var rejected = await app.GetAsync("/first", "key_text");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, rejected.StatusCode);
        }

        using var response = await app.GetAsync("/second", "key_text");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(10, first.Calls.Count);
        Assert.All(first.Calls, call => Assert.Equal($"Bearer {TestApp.RootKey}", call.Authorization));
        Assert.Equal("Bearer second_root", Assert.Single(second.Calls).Authorization);
    }

    [Fact]
    public async Task Settings_of_the_circuit_breaker_are_its_own()
    {
        await using var service = await ScriptedService.StartAsync(500, "");
        await using var app = await TestApp.StartAsync(
            service, Map, builder => Set(Set(builder, "CircuitBreakerMinimumThroughput", "3"), "CircuitBreakDuration", "00:00:30").AddApiKeyAuthentication());
        for (var i = 0; i < 8; i++)
        {
            using var response = await app.GetAsync("/", "key_text");
            Assert.Equal(i < 3 ? "" : "30", i < 3 ? "" : response.Headers.GetValues("Retry-After").Single());
        }

        Assert.Equal(3, service.Calls.Count);
    }

    [Fact]
    public async Task Connection_is_opened_at_start_by_option_and_a_service_that_is_down_does_not_matter()
    {
        await using var service = await ScriptedService.StartAsync(200, "{}");
        await using var app = await TestApp.StartAsync(service, Map, builder => Set(builder, "WarmUp", "true").AddApiKeyAuthentication());
        Assert.Equal("/v2/liveness", Assert.Single(service.Calls).Path);

        await using var other = await TestApp.StartAsync(Nowhere, Map, builder => Set(builder, "WarmUp", "true").AddApiKeyAuthentication());
        Assert.Single(other.Logs.Entries, entry => entry is { Level: LogLevel.Warning, Id: 8 });
    }

    [Fact]
    public async Task Host_builder_of_any_kind_can_be_extended()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.AddApiKeyAuthentication(options => options.RootKey = "root");
        using var host = builder.Build();
        Assert.NotNull(await host.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetSchemeAsync(ApiKeyDefaults.AuthenticationScheme));
    }

    private static ApiKeyOptions Options(TestApp app) =>
        app.Services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>().Get(ApiKeyDefaults.AuthenticationScheme);
}
