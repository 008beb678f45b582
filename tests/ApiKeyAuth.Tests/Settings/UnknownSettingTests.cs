using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests.Settings;

/// <summary>A setting that nobody reads may be a misspelt address: the app would send its secrets to the default service.</summary>
public sealed class UnknownSettingTests
{
    private const string Path = SettingsApp.Path;

    [Theory]
    [InlineData("BaseAdress", "BaseAddress")]
    [InlineData("baseadress", "BaseAddress")]
    [InlineData("BaseUrl", "BaseAddress")]
    [InlineData("RootKye", "RootKey")]
    [InlineData("Key", "RootKey")]
    [InlineData("Timeout", "TotalTimeout")]
    [InlineData("AtemptTimeout", "AttemptTimeout")]
    [InlineData("Cache:Duration", "CacheDuration")]
    [InlineData("AuthorizationScheme", "AuthorizationSchemes")]
    [InlineData("AuthorisationSchemes:0", "AuthorizationSchemes")]
    [InlineData("MetaClaim:plan", "MetaClaims")]
    [InlineData("IgnoreSettings:0", "IgnoredSettings")]
    public async Task Unknown_setting_fails_startup_with_the_nearest_name(string name, string nearest)
    {
        var failure = await SettingsApp.FailureAsync(($"{Path}:{name}", "hidden_value"));

        Assert.Contains($"{Path}:{name} (nearest: {nearest})", failure, StringComparison.Ordinal);
        Assert.Contains($"{Path}:IgnoredSettings", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden_value", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_unknown_settings_are_in_one_message_beside_other_faults()
    {
        var failure = await SettingsApp.FailureAsync(
            ($"{Path}:BaseAdress", "https://keys.example"), ($"{Path}:Xyzzy", null), ($"{Path}:Realms:First:Second", "x"), ($"{Path}:CacheDuration", "abc"));

        Assert.Contains($"{Path}:BaseAdress (nearest: BaseAddress), {Path}:Realms:First:Second (nearest: Realm), {Path}:Xyzzy.", failure, StringComparison.Ordinal);
        Assert.Contains($"{Path}:CacheDuration is 'abc'. Set a duration", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_of_code_only_is_called_that()
    {
        var failure = await SettingsApp.FailureAsync(($"{Path}:ReadKey", "x"), ($"{Path}:EventsType", "x"));

        Assert.Contains($"{Path}:EventsType (set by code only), {Path}:ReadKey (set by code only).", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_option_is_a_setting_or_of_code_only()
    {
        // An empty text leaves a setting as it is. Keys are not signed in with.
        var names = typeof(ApiKeyOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Distinct()
            .Except(["RootKey", "ForwardSignIn", "ForwardSignOut"]).ToArray();

        var failure = await SettingsApp.FailureAsync([.. names.Select(name => ($"{Path}:{name}", (string?)""))]);

        var unknown = Assert.Single(failure.Split("; "), text => text.StartsWith("These settings are unknown: ", StringComparison.Ordinal));
        Assert.DoesNotContain("nearest", unknown, StringComparison.Ordinal);
        Assert.Contains($"{Path}:TimeProvider (set by code only)", unknown, StringComparison.Ordinal);
        Assert.Equal(unknown.Split("(set by code only)").Length - 1, unknown.Split($"{Path}:").Length - 2);
    }

    [Fact]
    public async Task Letter_case_of_a_setting_does_not_matter()
    {
        await using var app = await SettingsApp.StartAsync(("authentication:schemes:apikey:CACHEDURATION", "00:00:07"));

        Assert.Equal(TimeSpan.FromSeconds(7), app.Options().CacheDuration);
    }

    [Fact]
    public async Task Environment_variable_is_checked_as_a_file_is()
    {
        var prefix = $"T{Guid.NewGuid():N}_";
        Environment.SetEnvironmentVariable($"{prefix}Authentication__Schemes__ApiKey__BaseAdress", "https://keys.example");

        var failure = await SettingsApp.FailureAsync(() => TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
        {
            builder.Configuration.AddEnvironmentVariables(prefix);
            builder.AddApiKeyAuthentication();
        }));

        Assert.Contains($"{Path}:BaseAdress (nearest: BaseAddress)", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Note")]
    [InlineData("note")]
    [InlineData("Note:Of")]
    public async Task Setting_that_the_configuration_ignores_is_no_error(string ignored)
    {
        await using var app = await SettingsApp.StartAsync(($"{Path}:Note:Of:Ours", "x"), ($"{Path}:IgnoredSettings:0", ignored));

        Assert.Equal([ignored], app.Options().IgnoredSettings);
    }

    [Fact]
    public async Task Setting_that_the_code_ignores_is_no_error_and_others_are()
    {
        var failure = await SettingsApp.FailureAsync(() => TestApp.StartAsync(
            SettingsApp.Nowhere,
            SettingsApp.Map,
            builder => builder.Set(($"{Path}:Note", "x"), ($"{Path}:Notes", "x")).AddApiKeyAuthentication(options => options.IgnoredSettings = ["Note"])));

        Assert.Contains($"{Path}:Notes", failure, StringComparison.Ordinal);
        Assert.DoesNotContain($"{Path}:Note ", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authentication:Schemes:ApiKeys")]
    [InlineData("Authentication:Schemes:ApiKye")]
    [InlineData("Authentication:Scheme:ApiKey")]
    [InlineData("Authentification:Schemes:ApiKey")]
    [InlineData("Authentcation:Schema:ApiKeys")]
    public async Task Misspelt_section_of_the_scheme_fails_startup(string section)
    {
        var failure = await SettingsApp.FailureAsync(($"{section}:BaseAddress", "https://keys.example"));

        Assert.Contains($"{section}:BaseAddress (nearest: {Path}:BaseAddress)", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authentication:Schemes:ApiKey_BaseAddress")]
    [InlineData("Authentication:Schemes_ApiKey:BaseAddress")]
    [InlineData("Authentication_Schemes_ApiKey_BaseAddress")]
    [InlineData("Authentication.Schemes.ApiKey.BaseAddress")]
    [InlineData("Authentication:Schemes:ApiKey.BaseAddress")]
    [InlineData("AUTHENTICATION_SCHEMES_APIKEY_BASEADDRESS")]
    [InlineData("Authentication:ApiKey:BaseAddress")]
    [InlineData("Authentication:Schemes:BaseAddress")]
    public async Task Setting_with_other_separators_or_without_a_level_fails_startup(string setting)
    {
        var failure = await SettingsApp.FailureAsync((setting, "https://keys.example"));

        Assert.Contains($"{setting} (nearest: {Path}:BaseAddress)", failure, StringComparison.Ordinal);
        Assert.Equal(failure.IndexOf(setting, StringComparison.Ordinal), failure.LastIndexOf(setting, StringComparison.Ordinal));
        await using var app = await SettingsApp.StartAsync((setting, "https://keys.example"), ($"{Path}:IgnoredSettings:0", setting));
    }

    [Theory]
    [InlineData(Path + ":BaseAddress")]
    [InlineData("KeyService:BaseAddress")]
    public async Task Empty_address_is_not_the_default_one(string setting)
    {
        var failure = await SettingsApp.FailureAsync(() => TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
        {
            builder.Set(("KeyService:RootKey", "root"), (setting, "")).AddApiKeyAuthentication();
            builder.Services.AddKeyServiceClient();
        }));

        Assert.Contains($"{setting} is empty. Set an absolute http or https URI", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sections_of_others_are_theirs()
    {
        await using var app = await TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
        {
            builder.Set(
                ("Authentication:DefaultScheme", "ApiKey"),
                ("Authentication:Schemes:Bearer:ValidAudiences:0", "orders"),
                ("Authentication:Schemes:Unused:RootKey", "x"),
                ("Authentication:Schemes:ApiKye:Authority", "https://login.example"),
                ("Authentication:Schemes:ApiKey2:RootKey", "x"),
                ("Authentication:Schemes:ApiKeys:RootKey", "root"),
                ("Authentication:Schemes:Api-Key:RootKey", "other"),
                ("ApiKey:RootKey", "x"),
                ("Authentication:Google:ClientId", "x"));
            builder.AddApiKeyAuthentication().AddApiKey("ApiKeys", null).AddApiKey("Api-Key", null);
        });

        Assert.Equal("root", app.Options("ApiKeys").RootKey);
    }

    [Fact]
    public async Task Unknown_settings_of_several_schemes_are_told_together()
    {
        var failure = await Assert.ThrowsAsync<AggregateException>(() => TestApp.StartAsync(
            SettingsApp.Nowhere,
            SettingsApp.Map,
            builder => builder.Set(($"{Path}:BaseAdress", "x"), ("Authentication:Schemes:Staff:RootKey", "root"), ("Authentication:Schemes:Staff:Relm", "x"))
                .AddApiKeyAuthentication().AddApiKey("Staff", null)));

        Assert.Contains($"{Path}:BaseAdress (nearest: BaseAddress)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Authentication:Schemes:Staff:Relm (nearest: Realm)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KeyService:BaseAdress", "KeyService:BaseAdress (nearest: BaseAddress)")]
    [InlineData("KeyService:CacheDuration", "KeyService:CacheDuration")]
    [InlineData("KeyServce:BaseAddress", "KeyServce:BaseAddress (nearest: KeyService:BaseAddress)")]
    [InlineData("KeyService_BaseAddress", "KeyService_BaseAddress (nearest: KeyService:BaseAddress)")]
    [InlineData("KeyServices:RootKey", "KeyServices:RootKey (nearest: KeyService:RootKey)")]
    public async Task Unknown_setting_of_the_client_fails_startup(string setting, string expected)
    {
        var failure = await SettingsApp.FailureAsync(() => TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
        {
            builder.Set(("KeyService:RootKey", "root"), (setting, "x")).AddApiKeyAuthentication();
            builder.Services.AddKeyServiceClient();
        }));

        Assert.Contains(expected, failure, StringComparison.Ordinal);
        Assert.Contains("KeyService:IgnoredSettings", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_ignores_what_it_is_told_to_ignore()
    {
        await using var app = await TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
        {
            builder.Set(
                ("KeyService:RootKey", "root"), ("KeyService:Owner", "x"), ("KeyService:Team", "x"), ("KeyServices:RootKey", "x"),
                ("KeyService:IgnoredSettings:0", "Owner"));
            builder.AddApiKeyAuthentication();
            builder.Services.AddKeyServiceClient(options =>
            {
                options.IgnoredSettings.Add("Team");
                options.IgnoredSettings.Add("KeyServices");
            });
        });

        Assert.DoesNotContain(app.Logs.Entries, entry => entry.Level >= LogLevel.Error);
    }
}
