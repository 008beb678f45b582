using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>A fresh service of its own for one test, with a clock that stands well inside an hour.</summary>
internal sealed class ServiceFixture : IAsyncDisposable
{
    private ServiceFixture(LocalKeyService service, FakeTimeProvider clock)
    {
        Service = service;
        Clock = clock;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = service.Address };
    }

    public LocalKeyService Service { get; }

    public FakeTimeProvider Clock { get; }

    public HttpClient Client { get; }

    public static async Task<ServiceFixture> StartAsync(Action<LocalKeyServiceOptions>? configure = null)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 10, 9, 20, 0, TimeSpan.Zero));
        var service = await LocalKeyService.StartAsync(
            options =>
            {
                options.TimeProvider = clock;
                configure?.Invoke(options);
            },
            TestContext.Current.CancellationToken);
        return new ServiceFixture(service, clock);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Service.DisposeAsync();
    }
}
