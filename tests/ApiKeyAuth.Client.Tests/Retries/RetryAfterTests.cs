using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;
using Polly;
using Polly.Retry;

namespace ApiKeyAuth.Client.Tests;

public sealed class RetryAfterTests
{
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(30);

    private static async Task<(bool Repeats, TimeSpan? Delay)> CallServiceAsync(HttpResponseMessage response)
    {
        var options = KeyServiceRetry.Options(KeyServicePurpose.Management, Total);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://key-service.invalid/v2/keys.getKey");
        var context = ResilienceContextPool.Shared.Get(TestContext.Current.CancellationToken);
        context.SetRequestMessage(request);
        var outcome = Outcome.FromResult(response);
        return (
            await options.ShouldHandle(new RetryPredicateArguments<HttpResponseMessage>(context, outcome, 0)),
            await options.DelayGenerator!(new RetryDelayGeneratorArguments<HttpResponseMessage>(context, outcome, 0)));
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(0, 0)]
    public async Task Wait_is_what_the_service_asks_for_and_up_to_a_second_more(int asked, int least)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests)
        {
            Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(asked)) },
        };

        var (repeats, delay) = await CallServiceAsync(response);

        Assert.True(repeats);
        Assert.InRange(delay!.Value, TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(least + 1));
    }

    [Theory]
    [InlineData(25, 10, 26)]
    [InlineData(-20, 0, 1)]
    public async Task Wait_until_a_time_is_understood_too(int secondsFromNow, int least, int most)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
        {
            Headers = { RetryAfter = new RetryConditionHeaderValue(TimeProvider.System.GetUtcNow().AddSeconds(secondsFromNow)) },
        };

        var (repeats, delay) = await CallServiceAsync(response);

        Assert.True(repeats);
        Assert.InRange(delay!.Value, TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));
    }

    [Fact]
    public async Task Without_a_wait_the_usual_delay_applies()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);

        Assert.Equal((true, null), await CallServiceAsync(response));
    }

    [Theory]
    [InlineData(28, true)]
    [InlineData(29, false)]
    public async Task Wait_that_does_not_fit_the_total_timeout_is_not_begun(int seconds, bool expected)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests)
        {
            Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds)) },
        };

        Assert.Equal(expected, (await CallServiceAsync(response)).Repeats);
    }

    [Fact]
    public async Task Answer_that_asks_for_more_time_than_there_is_is_the_answer_of_the_call_at_once()
    {
        await using var service = await ScriptedService.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "60";
            return context.Response.WriteAsync("{}");
        });
        await using var client = new ManagementClient(service.Address);
        var stopwatch = Stopwatch.StartNew();

        var failure = await Assert.ThrowsAsync<KeyServiceException>(
            () => client.Keys.GetKeyAsync(new GetKeyRequest { KeyId = "key_1" }, TestContext.Current.CancellationToken));

        Assert.Equal(TimeSpan.FromSeconds(60), failure.Headers.RetryAfter!.Delta);
        Assert.Single(service.Calls);
        Assert.True(stopwatch.Elapsed < TimeSpan.FromSeconds(10));
    }
}
