using ApiKeyAuth.Client;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiKeyAuth.Tests.Settings;

/// <summary>Changes that the app makes evict keys of the schemes that use the same service, however its address is written.</summary>
public sealed class ManagementAddressTests
{
    private static async Task<string> WarningsAsync(string scheme, string client, string? second = null)
    {
        await using var app = await TestApp.StartAsync(new Uri(scheme), SettingsApp.Map, builder =>
        {
            builder.Set(("KeyService:RootKey", "root"), ("KeyService:BaseAddress", client), ("KeyService:AllowInsecureBaseAddress", "true"));
            var schemes = builder.AddApiKeyAuthentication(options => options.AllowInsecureBaseAddress = true);
            if (second is not null)
            {
                schemes.AddApiKey("Second", options => (options.RootKey, options.BaseAddress) = ("root", new Uri(second)));
            }

            builder.Services.AddKeyServiceClient();
        });
        return string.Join('\n', app.Logs.Entries.Where(entry => entry is { Level: LogLevel.Warning, Category: "ApiKeyAuth.ManagementAddressCheck" }).Select(entry => entry.Message));
    }

    [Theory]
    [InlineData("https://keys.example", "https://keys.example/")]
    [InlineData("https://keys.example", "https://KEYS.example:443")]
    [InlineData("https://keys.example", "https://keys.example.")]
    [InlineData("https://gate.example/keys", "https://gate.example/keys/")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    [InlineData("http://localhost:5081", "http://127.0.0.1:5081")]
    [InlineData("http://[::1]:5081", "http://localhost:5081/")]
    public async Task One_address_written_in_two_ways_is_no_warning(string scheme, string client) => Assert.Empty(await WarningsAsync(scheme, client));

    [Theory]
    [InlineData("https://keys.example", "https://api.unkey.com")]
    [InlineData("https://keys.example", "http://keys.example")]
    [InlineData("https://keys.example", "https://keys.example:8443")]
    [InlineData("https://gate.example/keys", "https://gate.example/Keys")]
    [InlineData("http://localhost:5081", "http://127.0.0.1:5082")]
    public async Task Client_of_a_service_that_no_scheme_uses_is_a_warning(string scheme, string client)
    {
        var warning = await WarningsAsync(scheme, client);

        Assert.Contains($"KeyService:BaseAddress, {new Uri(client)}", warning, StringComparison.Ordinal);
        Assert.Contains(new Uri(scheme).ToString(), warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https+http://keys", "http://keys", true)]
    [InlineData("https+http://keys", "https+http://keys/", true)]
    [InlineData("https+http://keys", "https+http://other", false)]
    public void Names_of_service_discovery_have_no_scheme_of_their_own(string first, string second, bool same) =>
        Assert.Equal(same, ServiceAddress.AreSame(new Uri(first), new Uri(second)));

    [Fact]
    public async Task Client_of_one_of_several_services_is_no_warning() =>
        Assert.Empty(await WarningsAsync("https://keys.example", "https://other.example", second: "https://other.example"));

    [Fact]
    public async Task App_without_a_client_is_no_warning()
    {
        await using var app = await SettingsApp.StartAsync();

        Assert.DoesNotContain(app.Logs.Entries, entry => entry.Level >= LogLevel.Warning && entry.Category.StartsWith("ApiKeyAuth", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Named_client_of_a_service_that_no_scheme_uses_is_a_warning_and_needs_no_client_without_a_name()
    {
        await using var app = await TestApp.StartAsync(new Uri("https://keys.example"), SettingsApp.Map, builder =>
        {
            builder.Set(("KeyService:eu:RootKey", "root"), ("KeyService:eu:BaseAddress", "https://keys.eu.example")).AddApiKeyAuthentication();
            builder.Services.AddKeyServiceClient("eu");
        });

        Assert.Contains(app.Logs.Entries, entry => entry is { Level: LogLevel.Warning, Category: "ApiKeyAuth.ManagementAddressCheck" }
            && entry.Message.Contains("KeyService:eu:BaseAddress, https://keys.eu.example/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Named_client_evicts_and_leaves_the_client_of_a_scheme_with_the_same_name_alone()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", (HttpContext context) => context.GetApiKey()!.IsCached ? "cached" : "live").RequireAuthorization(),
            builder =>
            {
                builder.AddApiKeyAuthentication();
                builder.Services.AddKeyServiceClient("ApiKey", options => (options.BaseAddress, options.RootKey) = (service.Address, "root_of_the_client"));
            });
        using var first = await app.GetAsync("/", "key_text");
        Assert.Equal($"Bearer {TestApp.RootKey}", Assert.Single(service.Calls).Authorization);

        await app.Services.GetRequiredKeyedService<IKeysApi>("ApiKey").DisableAsync("key_scripted1", TestContext.Current.CancellationToken);
        using var second = await app.GetAsync("/", "key_text");

        Assert.Equal("live", await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            [$"Bearer {TestApp.RootKey}", "Bearer root_of_the_client", $"Bearer {TestApp.RootKey}"], service.Calls.Select(call => call.Authorization));
    }

    [Fact]
    public async Task Change_at_another_name_of_this_machine_evicts_the_key()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var app = await TestApp.StartAsync(
            service,
            app => app.MapGet("/", (HttpContext context) => context.GetApiKey()!.IsCached ? "cached" : "live").RequireAuthorization(),
            builder =>
            {
                builder.Set(("KeyService:RootKey", "root"), ("KeyService:BaseAddress", $"http://localhost:{service.Address.Port}")).AddApiKeyAuthentication();
                builder.Services.AddKeyServiceClient();
            });
        using var first = await app.GetAsync("/", "key_text");
        using var second = await app.GetAsync("/", "key_text");

        await app.Services.GetRequiredService<IKeysApi>().UpdateKeyAsync(
            new UpdateKeyRequest { KeyId = "key_scripted1", Enabled = false }, TestContext.Current.CancellationToken);
        using var third = await app.GetAsync("/", "key_text");

        Assert.Equal("cached", await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("live", await third.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
