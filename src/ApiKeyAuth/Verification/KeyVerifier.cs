using ApiKeyAuth.Client;
using Microsoft.Extensions.Logging;
using Polly.RateLimiting;

namespace ApiKeyAuth;

/// <summary>Key in, verdict out, for one scheme: from the cache, from a call that is under way, or from the service.</summary>
internal sealed class KeyVerifier(
    IKeysApi service, VerificationCache cache, EvictionStamps evictions, AcceptedKeys accepted, TimeProvider time, TimeSpan totalTimeout,
    IReadOnlyList<string>? keyspaces, string scheme, ILogger<KeyVerifier> logger)
{
    private static readonly VerificationResponse TooLate = new(new VerificationResult(VerificationOutcome.Unavailable) { HasNoResponse = true });

    private readonly SharedVerifications _calls = new(evictions);
    private readonly RootKeyAlarm _rootKeyAlarm = new(time);

    /// <summary>The verdict, where it can be told without asking and without the key's text.</summary>
    public VerificationResult? FindCached(in KeyHash key, VerificationRequirements requirements) => cache.Find(key, requirements);

    /// <summary>Asks the service, alone or with others who ask about the same key.</summary>
    /// <returns>The verdict, at the latest when the total timeout has passed.</returns>
    public async Task<VerificationResult> VerifyAsync(string text, KeyHash key, VerificationRequirements requirements, string? clientAddress = null)
    {
        // The pipeline's time is the system's, whatever clock the app has, and so is this bound on it.
        using var deadline = new CancellationTokenSource(totalTimeout, TimeProvider.System);
        var result = (await VerifySharedAsync(text, key, requirements, clientAddress, deadline.Token).ConfigureAwait(false)).Result;
        return result.HasNoResponse && cache.FindStale(key, requirements) is { } stale ? stale : result;
    }

    private async Task<VerificationResponse> VerifySharedAsync(
        string text, KeyHash key, VerificationRequirements requirements, string? clientAddress, CancellationToken deadline)
    {
        if (requirements.IsReusable && cache.IsEnabled && !cache.IsMetered(key) && _calls.Join(key, out var leads) is { } shared)
        {
            var answer = shared.Answer;
            if (leads)
            {
                // An answer may have come between the look at the cache and the look at the calls.
                answer = _calls.Start(shared, () => cache.FindShared(key, requirements) is { } known
                    ? Task.FromResult(known)
                    : CallServiceAsync(text, key, requirements, clientAddress, shared.Began));
            }
            else
            {
                logger.Waiting(scheme);
            }

            if (await InTimeAsync(answer, deadline).ConfigureAwait(false) is not { } told)
            {
                return TooLate;
            }

            // A failure is everybody's: asking again at once would only add to it. So is a rejection that comes before all that is required.
            if (leads || told.Answer.IsFailure
                || told.Answer.Result.Outcome is VerificationOutcome.Disabled or VerificationOutcome.Expired or VerificationOutcome.Forbidden)
            {
                return told.Answer;
            }

            if (told.Kept is { } kept && cache.Reuse(kept, requirements) is { } result)
            {
                return new VerificationResponse(result);
            }
        }

        return await InTimeAsync(CallServiceAsync(text, key, requirements, clientAddress, CallOrder.Next()), deadline).ConfigureAwait(false) is { } own
            ? own.Answer
            : TooLate;
    }

    /// <summary>No caller's token goes along: a verification that was sent may have charged, whoever hangs up.</summary>
    private async Task<SharedVerification> CallServiceAsync(string text, KeyHash key, VerificationRequirements requirements, string? clientAddress, long began)
    {
        var beganAt = time.GetTimestamp();
        var sent = requirements;
        var (answer, failure) = await SendAsync(text, key, sent, clientAddress).ConfigureAwait(false);
        if (answer.Result.Outcome == VerificationOutcome.RateLimitNotAssigned && requirements.WithFallback() is { } fallback)
        {
            // Nothing was spent: the service looks for the limits before it counts.
            sent = fallback;
            (answer, failure) = await SendAsync(text, key, sent, clientAddress).ConfigureAwait(false);
        }

        if (evictions.IsDeleted(answer.KeyId))
        {
            answer = new VerificationResponse(new VerificationResult(VerificationOutcome.NotFound) { RequestId = answer.Result.RequestId }) { KeyId = answer.KeyId };
        }
        else if (answer.Result.Outcome == VerificationOutcome.InsufficientPermissions)
        {
            answer = answer with { Result = answer.Result with { Scope = requirements.Scope } };
        }

        accepted.Note(key, answer.Result.Outcome);
        Report(answer.Result, sent, failure);
        return new SharedVerification(answer, cache.Keep(key, answer, requirements, began, beganAt));
    }

    private async Task<(VerificationResponse Answer, KeyServiceException? Failure)> SendAsync(
        string text, KeyHash key, VerificationRequirements requirements, string? clientAddress)
    {
        var request = requirements.RequestFor(text, accepted.Contains(key), keyspaces);
        try
        {
            var response = await (clientAddress is null
                ? service.VerifyKeyAsync(request, CancellationToken.None)
                : service.VerifyKeyAsync(request, clientAddress, CancellationToken.None)).ConfigureAwait(false);
            return (VerificationResponseMapper.Read(response, requirements, keyspaces, time.GetUtcNow()), null);
        }
        catch (KeyServiceException failure)
        {
            return (VerificationResponseMapper.Read(failure, requirements, time.GetUtcNow()), failure);
        }
    }

    /// <summary>The answer, or null once the deadline has passed. The call itself goes on: it may have charged, and what it says is kept.</summary>
    private static async Task<SharedVerification?> InTimeAsync(Task<SharedVerification> answer, CancellationToken deadline)
    {
        try
        {
            return await answer.WaitAsync(deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string ReasonOf(KeyServiceException? failure) => failure switch
    {
        null => "the response is unreadable or contradicts itself",
        { InnerException: RateLimiterRejectedException } =>
            $"more than {VerificationLimiter.DefaultMaxWaiting} verifications wait for one of MaxConcurrentVerifications",
        _ => failure.InnerException?.Message ?? failure.Message,
    };

    private void Report(VerificationResult result, VerificationRequirements requirements, KeyServiceException? failure)
    {
        switch (result.Outcome)
        {
            case VerificationOutcome.Unavailable when failure is not null && VerificationResponseMapper.IsRootKeyRejected(failure) && !_rootKeyAlarm.IsDue():
                logger.RootKeyStillRejected(scheme, failure.RequestId);
                break;
            case VerificationOutcome.Unavailable when failure is not null && VerificationResponseMapper.IsRootKeyRejected(failure):
                logger.RootKeyRejected(scheme, (int)failure.StatusCode, failure.ErrorCode, failure.RequestId);
                break;
            case VerificationOutcome.Unavailable:
                logger.ServiceUnavailable(scheme, ReasonOf(failure));
                break;
            case VerificationOutcome.Misconfigured:
                logger.RequestRejected(scheme, (int)failure!.StatusCode, failure.ErrorCode, failure.Detail, failure.RequestId);
                break;
            case VerificationOutcome.RateLimitNotAssigned:
                logger.RateLimitNotAssigned(scheme, requirements.LimitNames(limit => limit.IsNamed), result.RequestId);
                break;
            case VerificationOutcome.Valid when requirements.LimitNames(limit => !result.Key!.RateLimits.Any(seen => seen.Name == limit.Name)) is { Length: > 0 } unseen:
                logger.RateLimitNotChecked(scheme, unseen, result.Key!.KeyId, result.RequestId);
                break;
            default:
                logger.KeyVerified(scheme, result.Outcome, result.Key?.KeyId, result.RequestId);
                break;
        }
    }
}
