using ApiKeyAuth.LocalService;

namespace ApiKeyAuth.Client.Tests;

/// <summary>A local key service with one API, and the client on it.</summary>
internal sealed class LocalClient : IAsyncDisposable
{
    public const string ApiId = "api_local1";

    private readonly ManagementClient _client;

    private LocalClient(LocalKeyService service)
    {
        Service = service;
        service.AddApi("local", ApiId);
        _client = new ManagementClient(service.Address, service.RootKey);
    }

    public LocalKeyService Service { get; }

    public IKeysApi Keys => _client.Keys;

    public IApisApi Apis => _client.Apis;

    public IIdentitiesApi Identities => _client.Identities;

    public IPermissionsApi Permissions => _client.Permissions;

    public IRateLimitApi RateLimit => _client.RateLimit;

    public IAnalyticsApi Analytics => _client.Analytics;

    public ILivenessApi Liveness => _client.Liveness;

    public static async Task<LocalClient> StartAsync() =>
        new(await LocalKeyService.StartAsync(cancellationToken: TestContext.Current.CancellationToken));

    /// <summary>Adds a key to the API.</summary>
    public LocalKey AddKey(string? name = null, string? externalId = null, long? credits = null, params string[] permissions) =>
        Service.AddKey(new KeySeed { ApiId = ApiId, Name = name, ExternalId = externalId, Credits = credits, Permissions = permissions });

    public async Task<KeyDetails> ReadAsync(string keyId) =>
        (await Keys.GetKeyAsync(new GetKeyRequest { KeyId = keyId }, TestContext.Current.CancellationToken)).Data;

    public async Task<string?> VerifyAsync(string key) =>
        (await Keys.VerifyKeyAsync(new VerifyKeyRequest { Key = key }, TestContext.Current.CancellationToken)).Data.Code;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await Service.DisposeAsync();
    }
}
