using ApiKeyAuth.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace ApiKeyAuth.Tests;

/// <summary>What no service can be made to do.</summary>
public sealed class KeyVerifierTests
{
    private static readonly CacheSettings Settings = new(
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), 100, 100, TimeSpan.FromSeconds(1), TimeSpan.Zero);

    private static KeyVerifier Create(IKeysApi service, TimeSpan total)
    {
        var evictions = new EvictionStamps(TimeProvider.System);
        return new KeyVerifier(
            service, new VerificationCache(Settings, evictions, TimeProvider.System), evictions, new AcceptedKeys(100), TimeProvider.System, total,
            keyspaces: null, "ApiKey", NullLogger<KeyVerifier>.Instance);
    }

    [Fact]
    public async Task Unforeseen_exception_reaches_everybody_who_waits_and_is_not_kept()
    {
        var calls = new TaskCompletionSource<KeyServiceResponse<VerifyKeyResult>>();
        var service = new Mock<IKeysApi>(MockBehavior.Strict);
        service.Setup(keys => keys.VerifyKeyAsync(It.IsAny<VerifyKeyRequest>(), CancellationToken.None)).Returns(calls.Task);
        var verifier = Create(service.Object, TimeSpan.FromMinutes(1));
        var key = KeyHash.Of("key");

        var first = verifier.VerifyAsync("key", key, VerificationRequirements.Empty);
        var second = verifier.VerifyAsync("key", key, VerificationRequirements.Empty);
        calls.SetException(new InvalidOperationException("unforeseen"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        Assert.Null(verifier.FindCached(key, VerificationRequirements.Empty));
        await Assert.ThrowsAsync<InvalidOperationException>(() => verifier.VerifyAsync("key", key, VerificationRequirements.Empty));
    }

    [Fact]
    public async Task Caller_that_looked_before_the_answer_came_and_asks_after_it_makes_no_call()
    {
        var service = new Mock<IKeysApi>();
        service.Setup(keys => keys.VerifyKeyAsync(It.IsAny<VerifyKeyRequest>(), CancellationToken.None)).ReturnsAsync(Good);
        var verifier = Create(service.Object, TimeSpan.FromMinutes(1));
        var key = KeyHash.Of("key");

        var first = await verifier.VerifyAsync("key", key, VerificationRequirements.Empty);
        var late = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => verifier.VerifyAsync("key", key, VerificationRequirements.Empty)));

        Assert.False(first.Key!.IsCached);
        Assert.All(late, result => Assert.True(result.Key!.IsCached));
        service.Verify(keys => keys.VerifyKeyAsync(It.IsAny<VerifyKeyRequest>(), CancellationToken.None), Times.Once);
    }

    private static KeyServiceResponse<VerifyKeyResult> Good() =>
        new() { Data = new VerifyKeyResult { Valid = true, Code = "VALID", KeyId = "key_1" } };

    [Fact]
    public async Task Request_is_answered_at_its_own_deadline_even_where_a_call_never_ends()
    {
        var service = new Mock<IKeysApi>();
        service.Setup(keys => keys.VerifyKeyAsync(It.IsAny<VerifyKeyRequest>(), CancellationToken.None))
            .Returns(new TaskCompletionSource<KeyServiceResponse<VerifyKeyResult>>().Task);
        var verifier = Create(service.Object, TimeSpan.FromMilliseconds(100));

        var result = await verifier.VerifyAsync("key", KeyHash.Of("key"), VerificationRequirements.Empty);

        Assert.Equal(VerificationOutcome.Unavailable, result.Outcome);
        service.Verify(keys => keys.VerifyKeyAsync(It.IsAny<VerifyKeyRequest>(), CancellationToken.None), Times.Once);
    }
}
