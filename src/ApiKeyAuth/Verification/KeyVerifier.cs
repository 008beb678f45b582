using ApiKeyAuth.Client;
using Microsoft.Extensions.Logging;
using Polly.RateLimiting;

namespace ApiKeyAuth;

/// <summary>Key in, verdict out, for one scheme: from the cache, from a call that is under way, or from the service.</summary>
internal sealed class KeyVerifier(
    IKeysApi service, VerdictCache cache, Evictions evictions, AcceptedKeys accepted, TimeProvider time, TimeSpan totalTimeout, string scheme,
    ILogger<KeyVerifier> logger)
{
    private static readonly KeyAnswer TooLate = new(new KeyVerdict(KeyVerdictKind.Unavailable) { IsOutage = true });

    private readonly SharedCalls _calls = new(evictions);
    private readonly RootKeyAlarm _rootKeyAlarm = new(time);

    /// <summary>The verdict, where it can be told without asking and without the key's text.</summary>
    public KeyVerdict? Recall(in KeyHash key, VerificationPlan plan) => cache.Find(key, plan);

    /// <summary>Asks the service, alone or with others who ask about the same key.</summary>
    /// <returns>The verdict, at the latest when the total timeout has passed.</returns>
    public async Task<KeyVerdict> VerifyAsync(string text, KeyHash key, VerificationPlan plan, string? clientAddress = null)
    {
        // The pipeline's time is the system's, whatever clock the app has, and so is this bound on it.
        using var deadline = new CancellationTokenSource(totalTimeout, TimeProvider.System);
        var verdict = (await AskWithOthersAsync(text, key, plan, clientAddress, deadline.Token).ConfigureAwait(false)).Verdict;
        return verdict.IsOutage && cache.FindStale(key, plan) is { } stale ? stale : verdict;
    }

    private async Task<KeyAnswer> AskWithOthersAsync(
        string text, KeyHash key, VerificationPlan plan, string? clientAddress, CancellationToken deadline)
    {
        if (plan.IsReusable && cache.IsEnabled && !cache.IsMetered(key) && _calls.Join(key, out var leads) is { } shared)
        {
            var answer = shared.Answer;
            if (leads)
            {
                // An answer may have come between the look at the cache and the look at the calls.
                answer = _calls.Start(shared, () => cache.FindShared(key, plan) is { } known
                    ? Task.FromResult(known)
                    : AskAsync(text, key, plan, clientAddress, shared.Began));
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
                || told.Answer.Verdict.Kind is KeyVerdictKind.Disabled or KeyVerdictKind.Expired or KeyVerdictKind.Forbidden)
            {
                return told.Answer;
            }

            if (told.Kept is { } kept && cache.Reuse(kept, plan) is { } verdict)
            {
                return new KeyAnswer(verdict);
            }
        }

        return await InTimeAsync(AskAsync(text, key, plan, clientAddress, CallOrder.Next()), deadline).ConfigureAwait(false) is { } own
            ? own.Answer
            : TooLate;
    }

    /// <summary>No caller's token goes along: a verification that was sent may have charged, whoever hangs up.</summary>
    private async Task<SharedAnswer> AskAsync(string text, KeyHash key, VerificationPlan plan, string? clientAddress, long began)
    {
        var beganAt = time.GetTimestamp();
        var sent = plan;
        var (answer, failure) = await SendAsync(text, key, sent, clientAddress).ConfigureAwait(false);
        if (answer.Verdict.Kind == KeyVerdictKind.RatelimitNotAssigned && plan.WithFallback() is { } fallback)
        {
            // Nothing was spent: the service looks for the limits before it counts.
            sent = fallback;
            (answer, failure) = await SendAsync(text, key, sent, clientAddress).ConfigureAwait(false);
        }

        if (evictions.IsDeleted(answer.KeyId))
        {
            answer = new KeyAnswer(new KeyVerdict(KeyVerdictKind.NotFound) { RequestId = answer.Verdict.RequestId }) { KeyId = answer.KeyId };
        }
        else if (answer.Verdict.Kind == KeyVerdictKind.InsufficientPermissions)
        {
            answer = answer with { Verdict = answer.Verdict with { Scope = plan.Scope } };
        }

        accepted.Note(key, answer.Verdict.Kind);
        Report(answer.Verdict, sent, failure);
        return new SharedAnswer(answer, cache.Keep(key, answer, plan, began, beganAt));
    }

    private async Task<(KeyAnswer Answer, KeyServiceException? Failure)> SendAsync(
        string text, KeyHash key, VerificationPlan plan, string? clientAddress)
    {
        var request = plan.RequestFor(text, isAccepted: accepted.Contains(key));
        try
        {
            var response = await (clientAddress is null
                ? service.VerifyKeyAsync(request, CancellationToken.None)
                : service.VerifyKeyAsync(request, clientAddress, CancellationToken.None)).ConfigureAwait(false);
            return (VerificationAnswer.Read(response, plan, time.GetUtcNow()), null);
        }
        catch (KeyServiceException failure)
        {
            return (VerificationAnswer.Read(failure, plan, time.GetUtcNow()), failure);
        }
    }

    /// <summary>The answer, or null once the deadline has passed. The call itself goes on: it may have charged, and what it says is kept.</summary>
    private static async Task<SharedAnswer?> InTimeAsync(Task<SharedAnswer> answer, CancellationToken deadline)
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

    private void Report(KeyVerdict verdict, VerificationPlan plan, KeyServiceException? failure)
    {
        switch (verdict.Kind)
        {
            case KeyVerdictKind.Unavailable when failure is not null && VerificationAnswer.RefusesRootKey(failure) && !_rootKeyAlarm.IsDue():
                logger.RootKeyStillRejected(scheme, failure.RequestId);
                break;
            case KeyVerdictKind.Unavailable when failure is not null && VerificationAnswer.RefusesRootKey(failure):
                logger.RootKeyRefused(scheme, (int)failure.StatusCode, failure.ErrorCode, failure.RequestId);
                break;
            case KeyVerdictKind.Unavailable:
                logger.ServiceUnavailable(scheme, ReasonOf(failure));
                break;
            case KeyVerdictKind.Misconfigured:
                logger.RequestRefused(scheme, (int)failure!.StatusCode, failure.ErrorCode, failure.Detail, failure.RequestId);
                break;
            case KeyVerdictKind.RatelimitNotAssigned:
                logger.RatelimitNotAssigned(scheme, plan.LimitNames(limit => limit.IsNamed), verdict.RequestId);
                break;
            case KeyVerdictKind.Valid when plan.LimitNames(limit => !verdict.Key!.Ratelimits.Any(seen => seen.Name == limit.Name)) is { Length: > 0 } unseen:
                logger.RatelimitNotChecked(scheme, unseen, verdict.Key!.KeyId, verdict.RequestId);
                break;
            default:
                logger.KeyVerified(scheme, verdict.Kind, verdict.Key?.KeyId, verdict.RequestId);
                break;
        }
    }
}
