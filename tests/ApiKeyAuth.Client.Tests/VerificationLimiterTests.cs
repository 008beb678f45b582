using System.Threading.RateLimiting;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.Client.Tests;

public sealed class VerificationLimiterTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beyond_the_queue_nobody_waits_and_accepted_keys_keep_a_quarter_of_it()
    {
        var limiter = new VerificationLimiter(4, maxWaiting: 8);
        var running = new List<RateLimitLease>();
        for (var i = 0; i < 3; i++)
        {
            running.Add(await limiter.AcquireAsync(isOfAcceptedKey: false, Cancelled));
        }

        running.Add(await limiter.AcquireAsync(isOfAcceptedKey: true, Cancelled));
        Assert.All(running, lease => Assert.True(lease.IsAcquired));

        var newKeys = Enumerable.Range(0, 6).Select(_ => limiter.AcquireAsync(isOfAcceptedKey: false, Cancelled).AsTask()).ToArray();
        Assert.False((await limiter.AcquireAsync(isOfAcceptedKey: false, Cancelled)).IsAcquired);
        var accepted = Enumerable.Range(0, 2).Select(_ => limiter.AcquireAsync(isOfAcceptedKey: true, Cancelled).AsTask()).ToArray();
        Assert.False((await limiter.AcquireAsync(isOfAcceptedKey: true, Cancelled)).IsAcquired);
        Assert.DoesNotContain(newKeys.Concat(accepted), waiting => waiting.IsCompleted);

        // Each that ends lets one of its own kind in, until nobody waits.
        running.ForEach(lease => lease.Dispose());
        foreach (var waiting in accepted.Concat(newKeys))
        {
            using var lease = await waiting;
            Assert.True(lease.IsAcquired);
        }
    }

    [Fact]
    public async Task Whoever_stops_waiting_leaves_nothing_taken()
    {
        var limiter = new VerificationLimiter(2, maxWaiting: 4);
        var first = await limiter.AcquireAsync(isOfAcceptedKey: true, Cancelled);
        var second = await limiter.AcquireAsync(isOfAcceptedKey: true, Cancelled);
        for (var i = 0; i < 10; i++)
        {
            using var impatient = new CancellationTokenSource();
            var newKey = limiter.AcquireAsync(isOfAcceptedKey: false, impatient.Token).AsTask();
            var accepted = limiter.AcquireAsync(isOfAcceptedKey: true, impatient.Token).AsTask();
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => newKey);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepted);
        }

        first.Dispose();
        second.Dispose();
        using var newKeyNow = await limiter.AcquireAsync(isOfAcceptedKey: false, Cancelled);
        using var acceptedNow = await limiter.AcquireAsync(isOfAcceptedKey: true, Cancelled);
        Assert.True(newKeyNow.IsAcquired && acceptedNow.IsAcquired);
    }

    [Fact]
    public async Task Rejected_verification_is_not_sent_and_its_outcome_is_known()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = await ScriptedService.StartAsync(async context =>
        {
            arrived.TrySetResult();
            await open.Task;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(ScriptedService.GoodAnswer);
        });
        await using var client = new VerificationClient(service.Address);
        client.Connection = client.Connection with { MaxConcurrency = 1, MaxWaiting = 0 };
        var first = client.VerifyAsync();
        await arrived.Task;

        var failure = await client.FailAsync();
        Assert.IsType<Polly.RateLimiting.RateLimiterRejectedException>(failure.InnerException);
        Assert.False(failure.IsOutcomeUnknown);
        open.SetResult();
        var answered = await first;
        Assert.NotNull(answered.Data);
        Assert.Single(service.Calls);
    }
}
