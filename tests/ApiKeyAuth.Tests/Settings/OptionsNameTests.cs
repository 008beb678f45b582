using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Tests.Settings;

/// <summary>Options are of a scheme: those that are configured for none, or for one that does not exist, would have no effect.</summary>
public sealed class OptionsNameTests
{
    private static Task<TestApp> StartAsync(Action<IServiceCollection> register) => TestApp.StartAsync(SettingsApp.Nowhere, SettingsApp.Map, builder =>
    {
        builder.AddApiKeyAuthentication();
        register(builder.Services);
    });

    public static TheoryData<Action<IServiceCollection>> Unnamed => new()
    {
        services => services.Configure<ApiKeyOptions>(options => options.Realm = "lost"),
        services => services.Configure<ApiKeyOptions>(new ConfigurationBuilder().Build()),
        services => services.PostConfigure<ApiKeyOptions>(options => options.Realm = "lost"),
        services => services.AddOptions<ApiKeyOptions>().Configure<IServiceProvider>((options, _) => options.Realm = "lost"),
        services => services.AddOptions<ApiKeyOptions>().BindConfiguration("Keys"),
        services => services.AddOptions<ApiKeyOptions>().PostConfigure<IServiceProvider>((options, _) => options.Realm = "lost"),
        services => services.AddOptions<ApiKeyOptions>().Validate(options => options.Realm is not null),
        services => services.ConfigureOptions<RealmOfNobody>(),
    };

    [Theory]
    [MemberData(nameof(Unnamed))]
    public async Task Options_without_the_name_of_a_scheme_fail_startup(Action<IServiceCollection> register)
    {
        var failure = await SettingsApp.FailureAsync(() => StartAsync(register));

        Assert.Contains("ApiKeyOptions are configured without the name of a scheme, which has no effect.", failure, StringComparison.Ordinal);
        Assert.Contains("services.Configure<ApiKeyOptions>(\"ApiKey\", …)", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_of_a_scheme_that_does_not_exist_fail_startup() => Assert.Contains(
        "ApiKeyOptions are configured for the scheme 'ApiKye', which does not exist.",
        await SettingsApp.FailureAsync(() => StartAsync(services => services.Configure<ApiKeyOptions>("ApiKye", options => options.Realm = "lost"))),
        StringComparison.Ordinal);

    [Fact]
    public async Task Http_client_of_a_scheme_that_does_not_exist_fails_startup() => Assert.Contains(
        "AddApiKeyHttpClient is called for the scheme 'ApiKye', which does not exist. Pass the name of an API key scheme, such as \"ApiKey\".",
        await SettingsApp.FailureAsync(() => StartAsync(services => services.AddApiKeyHttpClient("ApiKye").ConfigureHttpClient(_ => { }))),
        StringComparison.Ordinal);

    [Fact]
    public async Task Http_client_of_a_scheme_that_is_added_later_is_its_client()
    {
        await using var app = await StartAsync(services =>
        {
            services.AddApiKeyHttpClient("Staff").ConfigureHttpClient(_ => { });
            services.AddAuthentication().AddApiKey("Staff", options => options.RootKey = "root");
        });

        Assert.Equal("root", app.Options("Staff").RootKey);
    }

    public static TheoryData<Action<IServiceCollection>> Named => new()
    {
        services => services.Configure<ApiKeyOptions>("ApiKey", options => options.Realm = "applied"),
        services => services.ConfigureAll<ApiKeyOptions>(options => options.Realm = "applied"),
        services => services.PostConfigureAll<ApiKeyOptions>(options => options.Realm = "applied"),
        services => services.AddOptions<ApiKeyOptions>("ApiKey").Configure<IServiceProvider>((options, _) => options.Realm = "applied"),
        services => services.ConfigureOptions<RealmOfEverybody>(),
    };

    [Theory]
    [MemberData(nameof(Named))]
    public async Task Options_of_a_scheme_or_of_all_are_applied(Action<IServiceCollection> register)
    {
        await using var app = await StartAsync(register);

        Assert.Equal("applied", app.Options().Realm);
    }

    private sealed class RealmOfNobody : IConfigureOptions<ApiKeyOptions>
    {
        public void Configure(ApiKeyOptions options) => options.Realm = "lost";
    }

    private sealed class RealmOfEverybody : IConfigureNamedOptions<ApiKeyOptions>
    {
        public void Configure(ApiKeyOptions options) => Configure(Options.DefaultName, options);

        public void Configure(string? name, ApiKeyOptions options) => options.Realm = "applied";
    }
}
