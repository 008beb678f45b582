using System.Diagnostics;
using ApiKeyAuth.Client;
using ApiKeyAuth.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace ApiKeyAuth.Tests;

/// <summary>Who waits for whom, and for how long.</summary>
public sealed class SharedCallTests
{
    [Theory]
    [InlineData("/", "/fresh")]
    [InlineData("/fresh", "/")]
    [InlineData("/fresh", "/fresh")]
    public async Task Request_that_needs_a_fresh_answer_neither_waits_nor_is_waited_for(string first, string second)
    {
        await using var engine = await Engine.StartAsync();
        using var arrivals = new Barrier(2);
        engine.Script.Answer = async context =>
        {
            // Each is answered only when both are here.
            await Task.Run(() => Assert.True(arrivals.SignalAndWait(TimeSpan.FromSeconds(30))));
            await context.Response.WriteAsync(Answers.Valid());
        };

        Assert.All(await Task.WhenAll(engine.GetAsync(first), engine.GetAsync(second)), status => Assert.Equal(200, status));
        Assert.Equal(2, engine.Calls);
    }

    [Fact]
    public async Task Time_that_was_spent_waiting_for_another_callers_answer_counts()
    {
        var total = TimeSpan.FromSeconds(3);
        var leaders = new TaskCompletionSource<KeyServiceResponse<VerifyKeyResult>>();
        var service = new Mock<IKeysApi>();
        service.SetupSequence(keys => keys.VerifyKeyAsync(It.IsAny<VerifyKeyRequest>(), CancellationToken.None))
            .Returns(leaders.Task)
            .Returns(new TaskCompletionSource<KeyServiceResponse<VerifyKeyResult>>().Task);
        var evictions = new EvictionStamps(TimeProvider.System);
        var settings = new CacheSettings(TimeSpan.FromSeconds(10), TimeSpan.Zero, 100, 100, TimeSpan.Zero, TimeSpan.Zero);
        var verifier = new KeyVerifier(
            service.Object, new VerificationCache(settings, evictions, TimeProvider.System), evictions, new AcceptedKeys(100), TimeProvider.System, total,
            keyspaces: null, "ApiKey", NullLogger<KeyVerifier>.Instance);
        var stopwatch = Stopwatch.StartNew();
        var leader = verifier.VerifyAsync("key", KeyHash.Of("key"), VerificationRequirements.Empty);
        var follower = verifier.VerifyAsync("key", KeyHash.Of("key"), VerificationRequirements.Empty);
        while (stopwatch.Elapsed < total * 0.7)
        {
            await Task.Yield();
        }

        // What may not be used again: the follower asks for itself, and is told nothing.
        leaders.SetResult(Refused());
        Assert.Equal(VerificationOutcome.UsageExceeded, (await leader).Outcome);
        Assert.Equal(VerificationOutcome.Unavailable, (await follower).Outcome);
        Assert.True(stopwatch.Elapsed < total * 1.6, $"{stopwatch.Elapsed}");
    }

    private static KeyServiceResponse<VerifyKeyResult> Refused() =>
        new() { Data = new VerifyKeyResult { Valid = false, Code = "USAGE_EXCEEDED", KeyId = "key_1" } };

    [Fact]
    public async Task Past_ten_thousand_calls_under_way_callers_ask_for_themselves()
    {
        var calls = new SharedVerifications(new EvictionStamps(TimeProvider.System));
        var answer = new SharedVerification(new VerificationResponse(VerificationResult.Rejected), null);
        var first = calls.Join(KeyHash.Of("0"), out _)!;
        for (var i = 1; i < 10_000; i++)
        {
            Assert.NotNull(calls.Join(KeyHash.Of($"{i}"), out var leads));
            Assert.True(leads);
        }

        Assert.Null(calls.Join(KeyHash.Of("one too many"), out _));
        Assert.Same(first, calls.Join(KeyHash.Of("0"), out var follows));
        Assert.False(follows);

        await calls.Start(first, () => Task.FromResult(answer));
        Assert.NotNull(calls.Join(KeyHash.Of("one too many"), out _));
    }

    [Fact]
    public async Task Caller_that_left_gets_a_failed_result_and_no_exception()
    {
        await using var service = await ScriptedService.StartAsync(
            context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        await using var app = await TestApp.StartAsync(service, app => app.MapGet("/", async (HttpContext context) =>
        {
            context.RequestAborted = new CancellationToken(canceled: true);
            return (await context.AuthenticateAsync(ApiKeyDefaults.AuthenticationScheme)).Failure!.Message;
        }));

        using var response = await app.GetAsync("/", "key_text");

        Assert.Equal("The authentication was cancelled before the key was verified.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
