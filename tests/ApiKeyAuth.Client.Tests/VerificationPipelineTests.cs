using System.Diagnostics;
using System.Net;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Testing;
using Polly.Timeout;

namespace ApiKeyAuth.Client.Tests;

public sealed class VerificationPipelineTests
{
    [Fact]
    public void Pipeline_is_total_timeout_then_concurrency_limit_then_retry_then_breaker_then_attempt_timeout()
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage>();
        KeyServiceResilience.Configure(
            builder, KeyServicePurpose.Verification,
            new KeyServiceConnection(new Uri("http://127.0.0.1"), "root", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2)));
        var strategies = builder.Build().GetPipelineDescriptor().Strategies.Select(strategy => strategy.Options!).ToArray();

        Assert.Equal(TimeSpan.FromSeconds(2), Assert.IsType<TimeoutStrategyOptions>(strategies[0]).Timeout);
        Assert.Equal("concurrency-limit", Assert.IsType<RateLimiterStrategyOptions>(strategies[1]).Name);
        var retry = Assert.IsType<RetryStrategyOptions<HttpResponseMessage>>(strategies[2]);
        Assert.Equal(1, retry.MaxRetryAttempts);
        Assert.Equal(TimeSpan.FromMilliseconds(50), retry.Delay);
        Assert.True(retry.UseJitter);
        var breaker = Assert.IsType<CircuitBreakerStrategyOptions<HttpResponseMessage>>(strategies[3]);
        Assert.Equal((0.5, 10), (breaker.FailureRatio, breaker.MinimumThroughput));
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2)), (breaker.SamplingDuration, breaker.BreakDuration));
        Assert.Equal(TimeSpan.FromSeconds(1.5), Assert.IsType<TimeoutStrategyOptions>(strategies[4]).Timeout);
        Assert.Equal(5, strategies.Length);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Answered_verification_is_never_repeated(int status)
    {
        await using var service = await ScriptedService.StartAsync(status, "{}");
        await using var client = new VerificationClient(service.Address);

        Assert.Equal(status, (int)(await client.FailAsync()).StatusCode);
        Assert.Single(service.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Resilience_that_the_app_puts_on_every_client_does_not_stack_on_ours(bool before)
    {
        await using var service = await ScriptedService.StartAsync(500, "{}");
        await using var client = new VerificationClient(service.Address, before ? AppDefaults.AddResilience : null, before ? null : AppDefaults.AddResilience);

        await client.FailAsync();
        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Dripping_body_ends_with_the_attempt_and_is_not_repeated()
    {
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(" ", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, context.RequestAborted);
            }
        });
        await using var client = new VerificationClient(
            service.Address, attempt: TimeSpan.FromSeconds(1), total: TimeSpan.FromSeconds(2));

        Assert.IsType<TimeoutRejectedException>((await client.FailAsync()).InnerException);
        Assert.Single(service.Calls);
    }

    [Fact]
    public async Task Closed_port_is_tried_again_once_and_fails_within_the_total_timeout()
    {
        using var closed = new ClosedPort();
        var retries = 0;
        using var listener = new PollyRetries(() => Interlocked.Increment(ref retries));
        await using var client = new VerificationClient(closed.Address);

        var stopwatch = Stopwatch.StartNew();
        var failure = await client.FailAsync();

        Assert.Equal(HttpRequestError.ConnectionError, Assert.IsType<HttpRequestException>(failure.InnerException).HttpRequestError);
        Assert.False(failure.HasResponse);
        Assert.Equal(1, retries);
        Assert.True(stopwatch.Elapsed < TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task Answer_over_the_cap_fails_and_does_not_open_the_breaker()
    {
        await using var service = await ScriptedService.StartAsync(200, new string(' ', (2 * 1024 * 1024) + 1));
        await using var client = new VerificationClient(service.Address);

        for (var i = 0; i < 15; i++)
        {
            Assert.IsType<HttpRequestException>((await client.FailAsync()).InnerException);
        }

        Assert.Equal(15, service.Calls.Count);
    }

    [Fact]
    public async Task Answer_below_the_cap_is_read_whole()
    {
        var meta = new string('m', 1024 * 1024);
        await using var service = await ScriptedService.StartAsync(
            200, """{"meta":{},"data":{"valid":true,"code":"VALID","keyId":"key_1","meta":{"text":"@"}}}""".Replace("@", meta, StringComparison.Ordinal));
        await using var client = new VerificationClient(service.Address);

        var response = await client.VerifyAsync();
        Assert.Equal(meta, response.Data.Meta!.Value.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Refusals_never_open_the_breaker_and_faults_do()
    {
        var status = 404;
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var client = new VerificationClient(service.Address);
        for (var i = 0; i < 20; i++)
        {
            await client.FailAsync();
        }

        Assert.Equal(20, service.Calls.Count);
        status = 500;
        for (var i = 0; i < 40; i++)
        {
            await client.FailAsync();
        }

        Assert.True(service.Calls.Count < 60);
        var failure = await client.FailAsync();
        var broken = Assert.IsType<BrokenCircuitException>(failure.InnerException);
        Assert.False(failure.IsOutcomeUnknown);
        Assert.InRange(broken.RetryAfter!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Pipeline_keeps_the_systems_time_where_the_app_has_another_clock()
    {
        await using var service = await ScriptedService.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        await using var client = new VerificationClient(
            service.Address, before: services => services.AddSingleton<TimeProvider>(new FakeTimeProvider()),
            attempt: TimeSpan.FromMilliseconds(100), total: TimeSpan.FromMilliseconds(300));

        Assert.IsType<TimeoutRejectedException>((await client.FailAsync()).InnerException);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task Redirect_is_not_followed(int status)
    {
        await using var other = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = other.Address + "v2/keys.verifyKey";
            return Task.CompletedTask;
        });
        await using var client = new VerificationClient(service.Address);

        Assert.Equal(status, (int)(await client.FailAsync()).StatusCode);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task Changed_root_key_or_address_holds_from_the_next_call()
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var other = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var client = new VerificationClient(service.Address);

        var first = await client.VerifyAsync();
        client.Connection = client.Connection with { RootKey = "new_root" };
        var second = await client.VerifyAsync();
        client.Connection = client.Connection with { BaseAddress = new Uri(other.Address, "/service") };
        var third = await client.VerifyAsync();

        Assert.Equal([$"Bearer {VerificationClient.RootKey}", "Bearer new_root"], service.Calls.Select(call => call.Authorization));
        Assert.Equal(("/service/v2/keys.verifyKey", "Bearer new_root"), (Assert.Single(other.Calls).Path, other.Calls.Single().Authorization));
    }

    [Theory]
    [InlineData("", "/v2/keys.verifyKey")]
    [InlineData("/", "/v2/keys.verifyKey")]
    [InlineData("/gateway", "/gateway/v2/keys.verifyKey")]
    [InlineData("/gateway/", "/gateway/v2/keys.verifyKey")]
    public async Task Slash_at_the_end_of_the_address_makes_no_difference(string path, string asked)
    {
        await using var service = await ScriptedService.StartAsync(200, ScriptedService.GoodAnswer);
        await using var client = new VerificationClient(new Uri(service.Address.ToString().TrimEnd('/') + path));

        var response = await client.VerifyAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var call = Assert.Single(service.Calls);
        Assert.Equal(asked, call.Path);
        Assert.Equal($"Bearer {VerificationClient.RootKey}", call.Authorization);
        Assert.Equal($$"""{"key":"{{VerificationClient.ApiKey}}"}""", call.Body);
        Assert.Equal(call.Body.Length, call.ContentLength);
    }

    /// <summary>Counts the retries of the calls that this flow makes, by Polly's own telemetry.</summary>
    private sealed class PollyRetries : IDisposable
    {
        private readonly System.Diagnostics.Metrics.MeterListener _listener = new();

        // Polly's meter is one for the process: retries of tests beside this one are told apart by the flow they run in.
        private readonly AsyncLocal<bool> _own = new() { Value = true };

        public PollyRetries(Action onRetry)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Polly", Name: "resilience.polly.strategy.events" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<int>((_, _, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (_own.Value && tag is { Key: "event.name", Value: "OnRetry" })
                    {
                        onRetry();
                    }
                }
            });
            _listener.Start();
        }

        public void Dispose() => _listener.Dispose();
    }
}
