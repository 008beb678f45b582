using ApiKeyAuth.LocalService;
using ApiKeyAuth.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth.Frameworks.Tests.Grpc;

/// <summary>The gRPC service over HTTP/2, and a client of it.</summary>
internal sealed class OrdersApp(KestrelApp app) : IAsyncDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(app.Address);

    public Uri Address => app.Address;

    public Orders.OrdersClient Client => new(_channel);

    /// <summary>Of the service that needs no key.</summary>
    public Health.HealthClient Health => new(_channel);

    public static Task<OrdersApp> StartAsync(LocalKeyService service) => StartAsync(service.Address, service.RootKey);

    public static Task<OrdersApp> StartAsync(ScriptedService service) => StartAsync(service.Address, "root_key");

    /// <summary>A call with the key in its metadata.</summary>
    public static CallOptions With(string? key) => new(
        key is null ? [] : new Metadata { { "authorization", $"Bearer {key}" } }, cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await app.DisposeAsync();
    }

    private static async Task<OrdersApp> StartAsync(Uri service, string rootKey) => new(await KestrelApp.StartAsync(
        service,
        rootKey,
        HttpProtocols.Http2,
        builder =>
        {
            builder.AddApiKeyAuthentication();
            builder.Services.AddGrpc();
        },
        map: endpoints =>
        {
            endpoints.MapGrpcService<OrdersService>();
            endpoints.MapGrpcService<HealthService>();
        }));
}
