using System.Net.Http.Headers;
using System.Net.Http.Json;
using ApiKeyAuth.Benchmarks.Schemes;
using ApiKeyAuth.Client;
using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace ApiKeyAuth.Benchmarks.Client;

/// <summary>One verification over a transport in memory: by hand, by the typed client alone, by the client as verification uses it.</summary>
internal sealed class ClientComparison : IAsyncDisposable
{
    private const string Bare = "bare";
    private const string Whole = "whole";

    private static readonly Uri Address = new("http://127.0.0.1:1");
    private static readonly Uri VerifyKey = new(Address, "/v2/keys.verifyKey");
    private static readonly AuthenticationHeaderValue RootKey = new("Bearer", "root_key");

    private readonly HttpClient _byHand;
    private readonly ServiceProvider _services;
    private readonly IKeysApi _bare;
    private readonly IKeysApi _whole;

    private ClientComparison()
    {
        _byHand = new HttpClient(Transport());
        var services = new ServiceCollection().AddLogging();
        services.AddKeyedRefitGeneratedClient<IKeysApi>(Bare, KeyServiceRefitSettings.Create(KeyServicePurpose.Verification), Bare)
            .ConfigureHttpClient(client =>
            {
                client.BaseAddress = Address;
                client.DefaultRequestHeaders.Authorization = RootKey;
            })
            .ConfigurePrimaryHttpMessageHandler(Transport)
            .RemoveAllLoggers();
        var whole = services.AddKeyedRefitGeneratedClient<IKeysApi>(Whole, KeyServiceRefitSettings.Create(KeyServicePurpose.Verification), Whole);
        var connection = new KeyServiceConnection(Address, RootKey.Parameter!, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2));
        KeyServiceHttpClient.Configure(whole, KeyServicePurpose.Verification, _ => connection);
        whole.ConfigurePrimaryHttpMessageHandler(Transport);
        _services = services.BuildServiceProvider();
        _bare = _services.GetRequiredKeyedService<IKeysApi>(Bare);
        _whole = _services.GetRequiredKeyedService<IKeysApi>(Whole);
    }

    public static ClientComparison Create() => new();

    public async Task<VerifyKeyResult?> ByHandAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, VerifyKey);
        request.Headers.Authorization = RootKey;
        request.Content = JsonContent.Create(new VerifyKeyRequest { Key = Credentials.Key }, KeyServiceJsonContext.Default.VerifyKeyRequest);
        using var response = await _byHand.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(KeyServiceJsonContext.Default.KeyServiceResponseVerifyKeyResult))?.Data;
    }

    public Task<VerifyKeyResult?> BareAsync() => VerifyAsync(_bare);

    public Task<VerifyKeyResult?> WholeAsync() => VerifyAsync(_whole);

    public async ValueTask DisposeAsync()
    {
        _byHand.Dispose();
        await _services.DisposeAsync();
    }

    private static InMemoryTransport Transport() => new(InMemoryTransport.Valid);

    private static async Task<VerifyKeyResult?> VerifyAsync(IKeysApi keys) =>
        (await keys.VerifyKeyAsync(new VerifyKeyRequest { Key = Credentials.Key })).Data;
}
