using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;

namespace ApiKeyAuth.Client.Tests;

/// <summary>What each fault does to a verification, told by the handler that stands where the connection pool is.</summary>
public sealed class VerificationFaultTests
{
    public static TheoryData<HttpRequestError> Errors => [.. Enum.GetValues<HttpRequestError>()];

    private static VerificationClient Create(Scripted transport, TimeSpan? attempt = null) => new(
        new Uri("http://127.0.0.1"), attempt: attempt,
        after: services => services.AddHttpClient("verification").ConfigurePrimaryHttpMessageHandler(() => transport));

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Only_what_fails_before_there_is_a_request_is_repeated_and_that_once(HttpRequestError error)
    {
        var transport = new Scripted((_, _) => throw new HttpRequestException(error));
        await using var client = Create(transport);

        await client.FailAsync();

        var neverLeft = error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
        Assert.Equal(neverLeft ? 2 : 1, transport.Attempts);
    }

    [Fact]
    public async Task Second_attempt_that_succeeds_is_the_answer()
    {
        var transport = new Scripted((attempt, _) => attempt == 1
            ? throw new HttpRequestException(HttpRequestError.ConnectionError)
            : Task.FromResult(new HttpResponseMessage { Content = new StringContent(Testing.ScriptedService.GoodAnswer, null, "application/json") }));
        await using var client = Create(transport);

        var response = await client.VerifyAsync();

        Assert.Equal("key_scripted1", response.Data.KeyId);
        Assert.Equal(2, transport.Attempts);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Every_fault_of_the_transport_opens_the_breaker_but_not_an_answer_that_is_too_large(HttpRequestError error)
    {
        var transport = new Scripted((_, _) => throw new HttpRequestException(error));
        await using var client = Create(transport);
        for (var i = 0; i < 20; i++)
        {
            await client.FailAsync();
        }

        Assert.Equal(error != HttpRequestError.ConfigurationLimitExceeded, (await client.FailAsync()).InnerException is BrokenCircuitException);
    }

    [Fact]
    public async Task Timeouts_open_the_breaker()
    {
        var transport = new Scripted(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return new HttpResponseMessage();
        });
        await using var client = Create(transport, attempt: TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < 20; i++)
        {
            await client.FailAsync();
        }

        Assert.Equal(10, transport.Attempts);
        Assert.IsType<BrokenCircuitException>((await client.FailAsync()).InnerException);
    }

    [Theory]
    [InlineData(200, false)]
    [InlineData(302, false)]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(403, false)]
    [InlineData(408, false)]
    [InlineData(412, false)]
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    public async Task Answers_below_500_never_open_the_breaker_also_unreadable_ones(int status, bool opens)
    {
        var transport = new Scripted((_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("?") }));
        await using var client = Create(transport);
        for (var i = 0; i < 20; i++)
        {
            await client.FailAsync();
        }

        Assert.Equal(opens ? 10 : 20, transport.Attempts);
    }

    [Theory]
    [InlineData("https://api.unkey.com", true)]
    [InlineData("http://127.0.0.1:5081", false)]
    [InlineData("http://localhost:5081", false)]
    [InlineData("http://[::1]:5081", false)]
    public void Connection_pool_neither_redirects_nor_keeps_cookies_nor_unpacks_and_notices_dead_connections(string address, bool usesProxy)
    {
        var services = new ServiceCollection();
        KeyServiceHttpClient.Configure(
            services.AddHttpClient("verification"), KeyServicePurpose.Verification,
            _ => new KeyServiceConnection(new Uri(address), "root", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        using var provider = services.BuildServiceProvider();
        var handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("verification");
        var chain = new List<string>();
        while (handler is DelegatingHandler { InnerHandler: { } inner } outer)
        {
            chain.Add(outer.GetType().Name);
            handler = inner;
        }

        var pool = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.Equal(["KeyServiceHandler", "ResilienceHandler", "ResponseBufferingHandler"], chain.Where(name => name != "LifetimeTrackingHttpMessageHandler"));
        Assert.Equal((false, false, DecompressionMethods.None, usesProxy), (pool.AllowAutoRedirect, pool.UseCookies, pool.AutomaticDecompression, pool.UseProxy));
        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(2)), (pool.PooledConnectionIdleTimeout, pool.PooledConnectionLifetime));
        Assert.Equal((true, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)), (pool.EnableMultipleHttp2Connections, pool.KeepAlivePingDelay, pool.KeepAlivePingTimeout));
        Assert.Equal(HttpKeepAlivePingPolicy.Always, pool.KeepAlivePingPolicy);
        Assert.Equal(Timeout.InfiniteTimeSpan, pool.ConnectTimeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, provider.GetRequiredService<IHttpClientFactory>().CreateClient("verification").Timeout);
    }

    private sealed class Scripted(Func<int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        private int _attempts;

        public int Attempts => _attempts;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.NotEqual(true, request.Headers.ExpectContinue);
            Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower), (request.Version, request.VersionPolicy));
            var response = await answer(Interlocked.Increment(ref _attempts), cancellationToken);
            response.RequestMessage = request;
            return response;
        }
    }
}
