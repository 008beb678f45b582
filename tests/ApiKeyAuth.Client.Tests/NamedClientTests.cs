using ApiKeyAuth.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Client.Tests;

/// <summary>An app that manages the keys of several key services.</summary>
public sealed class NamedClientTests
{
    private const string Page = """{"meta":{},"data":[],"pagination":{"hasMore":false}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ServiceCollection Services(params (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
        return services;
    }

    private static OptionsValidationException Reject(ServiceProvider services, string name) => Assert.Throws<OptionsValidationException>(
        () => services.GetRequiredService<IOptionsMonitor<KeyServiceClientOptions>>().Get(name));

    [Fact]
    public async Task Each_client_calls_its_service_with_its_root_key()
    {
        await using var main = await ScriptedService.StartAsync(200, Page);
        await using var eu = await ScriptedService.StartAsync(200, Page);
        await using var us = await ScriptedService.StartAsync(200, Page);
        var services = Services(
            ("KeyService:BaseAddress", main.Address.ToString()), ("KeyService:RootKey", "root_main"),
            ("KeyService:eu:BaseAddress", eu.Address.ToString()), ("KeyService:eu:RootKey", "root_eu"));
        services.AddKeyServiceClient();
        services.AddKeyServiceClient("eu");
        services.AddKeyServiceClient("us", options => (options.BaseAddress, options.RootKey) = (us.Address, "root_us"));
        services.AddTransient<Consumer>();
        await using var provider = services.BuildServiceProvider();
        var consumer = provider.GetRequiredService<Consumer>();
        var request = new ListKeysRequest { ApiId = "api_1" };

        await consumer.Main.ListKeysAsync(request, Token);
        await consumer.Eu.ListKeysAsync(request, Token);
        await consumer.Us.ListKeysAsync(request, Token);

        Assert.Equal(
            ["Bearer root_main", "Bearer root_eu", "Bearer root_us"],
            new[] { main, eu, us }.Select(service => Assert.Single(service.Calls).Authorization));
    }

    [Fact]
    public async Task Every_interface_of_a_named_client_is_a_keyed_service()
    {
        var services = Services(("KeyService:eu:RootKey", "root"));
        services.AddKeyServiceClient("eu");
        await using var provider = services.BuildServiceProvider();

        var interfaces = typeof(IKeysApi).Assembly.GetExportedTypes().Where(type => type.IsInterface && type.Name.EndsWith("Api", StringComparison.Ordinal));

        Assert.Equal(7, interfaces.Count());
        Assert.All(interfaces, type =>
        {
            Assert.NotNull(provider.GetRequiredKeyedService(type, "eu"));
            Assert.Null(provider.GetService(type));
        });
    }

    [Fact]
    public async Task Settings_of_a_named_client_are_not_inherited_and_are_reported_with_their_path()
    {
        var services = Services(("KeyService:RootKey", "root"), ("KeyService:eu:AttemptTimeout", "soon"));
        services.AddKeyServiceClient();
        services.AddKeyServiceClient("eu");
        await using var provider = services.BuildServiceProvider();

        var message = Reject(provider, "eu").Message;

        Assert.Contains("KeyService:eu:AttemptTimeout is 'soon'.", message, StringComparison.Ordinal);
        Assert.Contains("KeyService:eu:RootKey is not set.", message, StringComparison.Ordinal);
        Assert.Equal("root", provider.GetRequiredService<IOptions<KeyServiceClientOptions>>().Value.RootKey);
    }

    [Fact]
    public async Task Misspelt_settings_and_names_are_reported_by_the_client_that_they_were_meant_for()
    {
        var services = Services(("KeyService:RootKey", "root"), ("KeyService:europe:RootKey", "root"), ("KeyService:europe:BaseAdress", "https://a.example"));
        services.AddKeyServiceClient();
        services.AddKeyServiceClient("europe");
        await using var provider = services.BuildServiceProvider();

        Assert.Contains("KeyService:europe:BaseAdress (nearest: BaseAddress)", Reject(provider, "europe").Message, StringComparison.Ordinal);
        Assert.Equal("root", provider.GetRequiredService<IOptions<KeyServiceClientOptions>>().Value.RootKey);

        services = Services(("KeyService:RootKey", "root"), ("KeyService:eruope:BaseAddress", "https://a.example"));
        services.AddKeyServiceClient();
        services.AddKeyServiceClient("europe", options => options.RootKey = "root");
        await using var misspelt = services.BuildServiceProvider();

        Assert.Contains("KeyService:eruope:BaseAddress", Reject(misspelt, "europe").Message, StringComparison.Ordinal);
        Assert.Contains("KeyService:eruope:BaseAddress", Reject(misspelt, "").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("RootKey")]
    [InlineData("baseaddress")]
    [InlineData("eu:west")]
    public void Name_whose_section_would_be_another_setting_is_rejected(string name) =>
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKeyServiceClient(name)).ParamName);

    [Fact]
    public void Second_registration_of_a_name_returns_the_same_http_client_and_adds_nothing()
    {
        var services = new ServiceCollection();
        var first = services.AddKeyServiceClient("eu");

        var second = services.AddKeyServiceClient("eu", options => options.RootKey = "root");

        Assert.Equal(KeyServiceClientDefaults.HttpClientNameOf("eu"), first.Name);
        Assert.Equal(first.Name, second.Name);
        Assert.Single(services, service => service.ServiceType == typeof(IKeysApi));
    }

    private sealed class Consumer(
        IApisApi main, [FromKeyedServices("eu")] IApisApi eu, [FromKeyedServices("us")] IApisApi us)
    {
        public IApisApi Main { get; } = main;

        public IApisApi Eu { get; } = eu;

        public IApisApi Us { get; } = us;
    }
}
