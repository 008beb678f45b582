using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ApiKeyAuth.Testing;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;
using Polly.Testing;
using Polly.Timeout;

namespace ApiKeyAuth.Client.Tests;

public sealed class ManagementPipelineTests
{
    private const int Mebibyte = 1024 * 1024;

    private static readonly GetKeyRequest Read = new() { KeyId = "key_1" };
    private static readonly CreateKeyRequest Create = new() { ApiId = "api_1" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Attempt_has_10_seconds_a_call_30_and_two_repetitions()
    {
        var defaults = new KeyServiceClientOptions();
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>();
        KeyServiceResilience.Configure(
            builder, KeyServicePurpose.Management,
            new KeyServiceConnection(defaults.BaseAddress, "root", defaults.AttemptTimeout, defaults.TotalTimeout));
        var strategies = builder.Build().GetPipelineDescriptor().Strategies.Select(strategy => strategy.Options!).ToArray();

        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<TimeoutStrategyOptions>(strategies[0]).Timeout);
        Assert.Equal(2, Assert.IsType<RetryStrategyOptions<HttpResponseMessage>>(strategies[1]).MaxRetryAttempts);
        Assert.Equal(TimeSpan.FromSeconds(10), Assert.IsType<TimeoutStrategyOptions>(strategies[^1]).Timeout);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Resilience_that_the_app_puts_on_every_client_does_not_stack_on_ours(bool before)
    {
        await using var service = await ScriptedService.StartAsync(500, "{}");
        var services = new ServiceCollection();
        if (before)
        {
            AppDefaults.AddResilience(services);
        }

        services.AddKeyServiceClient(options => (options.BaseAddress, options.RootKey) = (service.Address, "root"));
        if (!before)
        {
            AppDefaults.AddResilience(services);
        }

        await using var provider = services.BuildServiceProvider();
        var keys = provider.GetRequiredService<IKeysApi>();

        await Assert.ThrowsAsync<KeyServiceException>(() => keys.CreateKeyAsync(Create, Token));
        Assert.Single(service.Calls);
        await Assert.ThrowsAsync<KeyServiceException>(() => keys.GetKeyAsync(Read, Token));
        Assert.Equal(4, service.Calls.Count);
    }

    [Fact]
    public async Task Handler_that_is_added_to_the_client_runs_once_for_each_attempt_of_each_interface()
    {
        var attempts = 0;
        await using var service = await ScriptedService.StartAsync(500, "{}");
        var services = new ServiceCollection();
        services.AddKeyServiceClient(options => (options.BaseAddress, options.RootKey) = (service.Address, "root"))
            .AddHttpMessageHandler(() => new Observing(_ => Interlocked.Increment(ref attempts)));
        await using var provider = services.BuildServiceProvider();

        await Assert.ThrowsAsync<KeyServiceException>(() => provider.GetRequiredService<IKeysApi>().GetKeyAsync(Read, Token));
        await Assert.ThrowsAsync<KeyServiceException>(
            () => provider.GetRequiredService<IApisApi>().CreateApiAsync(new CreateApiRequest { Name = "orders" }, Token));

        Assert.Equal((4, 4), (attempts, service.Calls.Count));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(InvalidCastException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task Exception_of_a_handler_is_a_failure_of_the_call(Type type)
    {
        var services = new ServiceCollection();
        services.AddKeyServiceClient(options => (options.BaseAddress, options.RootKey) = (new Uri("http://127.0.0.1"), "root"))
            .AddHttpMessageHandler(() => new Observing(_ => throw (Exception)Activator.CreateInstance(type)!));
        await using var provider = services.BuildServiceProvider();

        var failure = await Assert.ThrowsAsync<KeyServiceException>(() => provider.GetRequiredService<IKeysApi>().CreateKeyAsync(Create, Token));

        Assert.True(failure.IsOutcomeUnknown);
    }

    private sealed class Observing(Action<HttpRequestMessage> observe) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            observe(request);
            return base.SendAsync(request, cancellationToken);
        }
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        await using var other = await ScriptedService.StartAsync(200, """{"meta":{},"data":{}}""");
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = other.Address + "v2/keys.getKey";
            return Task.CompletedTask;
        });
        await using var client = new ManagementClient(service.Address);

        Assert.Equal(307, (int)(await Assert.ThrowsAsync<KeyServiceException>(() => client.Keys.GetKeyAsync(Read, Token))).StatusCode);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task Cookies_are_not_kept_and_compression_is_neither_asked_for_nor_undone()
    {
        var asked = new ConcurrentQueue<(string Cookie, string Encoding)>();
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            asked.Enqueue((context.Request.Headers.Cookie.ToString(), context.Request.Headers.AcceptEncoding.ToString()));
            context.Response.Cookies.Append("session", "1");
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync("""{"meta":{},"data":{}}"""u8.ToArray());
        });
        await using var client = new ManagementClient(service.Address);

        for (var i = 0; i < 2; i++)
        {
            var failure = await Assert.ThrowsAsync<KeyServiceException>(() => client.Keys.GetKeyAsync(Read, Token));
            Assert.IsType<JsonException>(failure.InnerException, exactMatch: false);
        }

        Assert.All(asked, call => Assert.Equal(("", ""), call));
    }

    [Theory]
    [InlineData(64 * Mebibyte, true)]
    [InlineData((64 * Mebibyte) + 1, false)]
    public async Task Answer_may_have_64_mebibytes(int bytes, bool fits)
    {
        var json = """{"meta":{},"data":{"keyId":"key_1","start":"","enabled":true,"createdAt":1}}"""u8.ToArray();
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            var blanks = Encoding.UTF8.GetBytes(new string(' ', Mebibyte));
            for (var left = bytes - json.Length; left > 0; left -= blanks.Length)
            {
                await context.Response.Body.WriteAsync(blanks.AsMemory(0, Math.Min(left, blanks.Length)), context.RequestAborted);
            }

            await context.Response.Body.WriteAsync(json, context.RequestAborted);
        });
        await using var client = new ManagementClient(service.Address);

        var failure = await Record.ExceptionAsync(async () => Assert.Equal("key_1", (await client.Keys.GetKeyAsync(Read, Token)).Data.KeyId));

        Assert.Equal(
            fits ? null : HttpRequestError.ConfigurationLimitExceeded, (failure?.InnerException as HttpRequestException)?.HttpRequestError);
        Assert.Equal(fits, failure is null);
        Assert.Single(service.Calls);
    }
}
