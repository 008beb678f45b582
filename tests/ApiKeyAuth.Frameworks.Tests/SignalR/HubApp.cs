using ApiKeyAuth.LocalService;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Frameworks.Tests.SignalR;

/// <summary>Hubs on a real socket, the local key service, and connections as SignalR's client makes them.</summary>
internal sealed class HubApp(LocalKeyService service, LocalApi api, KestrelApp app) : IAsyncDisposable
{
    private readonly List<HubConnection> _connections = [];

    public LocalKeyService Service => service;

    /// <summary>What the app remembers of keys.</summary>
    public IApiKeyCache Cache => app.Services.GetRequiredService<IApiKeyCache>();

    public Uri Hub => new(app.Address, "hub");

    public LocalKey AddKey(string key, long? credits = null, params string[] permissions) =>
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = key, Credits = credits, Permissions = permissions });

    public LocalKey AddKey(string key, DateTimeOffset expires) =>
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = key, Expires = expires });

    public LocalKey AddKey(string key, LocalRateLimit limit) =>
        service.AddKey(new KeySeed { ApiId = api.ApiId, Key = key, RateLimits = [limit] });

    /// <summary>A connection with the key in the header.</summary>
    public HubConnection Connection(
        string? key, HttpTransportType transport = HttpTransportType.WebSockets, bool skipNegotiation = false, string hub = "hub") =>
        Build(new Uri(app.Address, hub), options =>
        {
            options.Transports = transport;
            options.SkipNegotiation = skipNegotiation;
            options.AccessTokenProvider = key is null ? null : () => Task.FromResult<string?>(key);
        });

    /// <summary>A WebSocket connection that asks for its key before each request.</summary>
    public HubConnection Connection(Func<string> key) => Build(Hub, options =>
    {
        options.Transports = HttpTransportType.WebSockets;
        options.AccessTokenProvider = () => Task.FromResult<string?>(key());
    });

    /// <summary>A connection with the key in the address, as browsers open WebSockets.</summary>
    public HubConnection QueryConnection(
        string key, HttpTransportType transport = HttpTransportType.WebSockets, bool skipNegotiation = false) =>
        Build(new Uri($"{Hub}?access_token={key}"), options =>
        {
            options.Transports = transport;
            options.SkipNegotiation = skipNegotiation;
        });

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        await app.DisposeAsync();
        await service.DisposeAsync();
    }

    public static async Task<HubApp> StartAsync(Action<WebApplication> map, TimeProvider? time = null)
    {
        var service = await LocalKeyService.StartAsync(
            options => options.TimeProvider = time ?? TimeProvider.System, TestContext.Current.CancellationToken);
        var app = await KestrelApp.StartAsync(
            service.Address,
            service.RootKey,
            HttpProtocols.Http1,
            builder =>
            {
                builder.AddApiKeyAuthentication(options => options.TimeProvider = time);
                builder.Services.AddSignalR();
            },
            map);
        return new HubApp(service, service.AddApi("orders"), app);
    }

    private HubConnection Build(Uri address, Action<HttpConnectionOptions> configure)
    {
        var connection = new HubConnectionBuilder().WithUrl(address, configure).Build();
        _connections.Add(connection);
        return connection;
    }
}
