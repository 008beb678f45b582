using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>A new service for one test, with a clock that is set well inside an hour.</summary>
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

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

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

    public LocalKey AddKey(Func<string, KeySeed>? seed = null)
    {
        var apiId = Service.AddApi("orders").ApiId;
        return Service.AddKey(seed is null ? new KeySeed { ApiId = apiId } : seed(apiId));
    }

    /// <summary>Calls an endpoint with the root key that holds all permissions, unless another root key is given.</summary>
    public Task<Reply> PostAsync(string endpoint, object body, string? rootKey = null, Action<HttpRequestMessage>? adjust = null) =>
        PostRawAsync(endpoint, Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body)), rootKey, adjust);

    public async Task<Reply> PostRawAsync(string endpoint, byte[] body, string? rootKey = null, Action<HttpRequestMessage>? adjust = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/" + endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", rootKey ?? Service.RootKey);
        adjust?.Invoke(request);
        return await SendAsync(request);
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Reply((int)response.StatusCode, text, response.Headers, response.Content.Headers);
    }

    public Task<Reply> VerifyAsync(LocalKey key) => PostAsync("keys.verifyKey", new { key = key.Key });

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Service.DisposeAsync();
    }
}
