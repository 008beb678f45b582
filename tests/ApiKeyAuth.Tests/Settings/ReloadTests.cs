using System.Net;
using ApiKeyAuth.Client;
using ApiKeyAuth.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Tests.Settings;

/// <summary>Edits of the configuration while the app runs. A bad one must not break requests.</summary>
public sealed class ReloadTests
{
    private const string Path = SettingsApp.Path;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void Edit(TestApp app, params (string Name, string? Value)[] settings)
    {
        var configuration = (IConfigurationRoot)app.Services.GetRequiredService<IConfiguration>();
        foreach (var (name, value) in settings)
        {
            configuration[name] = value;
        }

        configuration.Reload();
    }

    private static Task<TestApp> StartAsync(ScriptedService service) => TestApp.StartAsync(service, SettingsApp.Map, builder =>
    {
        builder.AddApiKeyAuthentication(options => options.CacheDuration = TimeSpan.Zero);
        builder.Services.Configure<ApiKeyOptions>("ApiKey", builder.Configuration.GetSection(Path));
    });

    public static TheoryData<string, string, string> BadEdits => new()
    {
        { "RootKey", "", "RootKey is not set" },
        { "BaseAddress", "nowhere", "BaseAddress" },
        { "CacheDuration", "abc", "CacheDuration" },
        { "AttemptTimeout", "01:00:00", "AttemptTimeout is 01:00:00" },
        { "BaseAdress", "https://keys.example", "BaseAdress (nearest: BaseAddress)" },
        { "AuthorizationSchemes:0", "two words", "AuthorizationSchemes has 'two words'" },
        { "Keyspaces:0", "two words", "Keyspaces:0 is 'two words'" },
        { "OutageMode", "Hope", "OutageMode" },
    };

    [Theory]
    [MemberData(nameof(BadEdits))]
    public async Task Bad_edit_of_a_section_that_the_app_binds_itself_leaves_the_last_valid_settings_in_use(string name, string value, string problem)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service);

        Edit(app, ($"{Path}:{name}", value));
        for (var i = 0; i < 3; i++)
        {
            using var response = await app.GetAsync("/", "key_text");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        using (var scope = app.Services.CreateScope())
        {
            Assert.Same(app.Options(), scope.ServiceProvider.GetRequiredService<IOptionsSnapshot<ApiKeyOptions>>().Get("ApiKey"));
        }

        Assert.All(service.Calls, call => Assert.Equal($"Bearer {TestApp.RootKey}", call.Authorization));
        var error = Assert.Single(app.Logs.Entries, entry => entry.Level >= LogLevel.Error && entry.Category == "ApiKeyAuth.ApiKeyOptions");
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestApp.RootKey, app.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Good_edit_after_a_bad_one_is_applied_and_the_next_bad_one_is_reported_again()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await StartAsync(service);

        Edit(app, ($"{Path}:RootKey", ""));
        Edit(app, ($"{Path}:RootKey", "another_root"));
        using var response = await app.GetAsync("/", "key_text");
        Edit(app, ($"{Path}:RootKey", ""));
        using var next = await app.GetAsync("/", "key_text");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["Bearer another_root", "Bearer another_root"], service.Calls.Select(call => call.Authorization));
        Assert.Equal(2, app.Logs.Entries.Count(entry => entry.Level == LogLevel.Error && entry.Category == "ApiKeyAuth.ApiKeyOptions"));
    }

    [Fact]
    public async Task Bad_settings_at_start_stay_an_error() =>
        Assert.Contains($"{Path}:RootKey is not set", await SettingsApp.FailureAsync(() => TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
        {
            builder.Set(($"{Path}:RootKey", "")).AddApiKeyAuthentication();
            builder.Services.Configure<ApiKeyOptions>("ApiKey", builder.Configuration.GetSection(Path));
        })), StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clients_settings_are_those_of_startup_whatever_is_edited_before_the_first_call(bool boundByTheApp)
    {
        await using var service = await ScriptedService.StartAsync(200, """{"meta":{"requestId":"req_1"},"data":[],"pagination":{"hasMore":false}}""");
        await using var app = await TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
        {
            builder.Set(("KeyService:BaseAddress", service.Address.ToString()), ("KeyService:RootKey", "root_of_startup")).AddApiKeyAuthentication();
            builder.Services.AddKeyServiceClient();
            if (boundByTheApp)
            {
                builder.Services.Configure<KeyServiceClientOptions>(builder.Configuration.GetSection("KeyService"));
            }
        });

        Edit(app, ("KeyService:RootKey", ""), ("KeyService:BaseAddress", "nowhere"), ("KeyService:Typo", "x"));
        await app.Services.GetRequiredService<IApisApi>().ListKeysAsync(new ListKeysRequest { ApiId = "api_1" }, Token);

        Assert.Equal("Bearer root_of_startup", Assert.Single(service.Calls).Authorization);
        Assert.Equal(boundByTheApp, app.Logs.Entries.Any(entry => entry.Level == LogLevel.Error && entry.Message.Contains("KeyService:RootKey is not set", StringComparison.Ordinal)));
        Assert.Equal("root_of_startup", app.Services.GetRequiredService<IOptionsMonitor<KeyServiceClientOptions>>().CurrentValue.RootKey);
    }
}
