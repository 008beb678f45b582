using System.Net;
using System.Security.Cryptography;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ApiKeyAuth.Client;

/// <summary>Which failed attempts are repeated, and when: by the retry class of the call.</summary>
internal static class KeyServiceRetry
{
    private const int SecondInMilliseconds = 1000;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(50);

    public static RetryStrategyOptions<HttpResponseMessage> Options(KeyServicePurpose purpose, TimeSpan totalTimeout) => new()
    {
        Name = "retry",
        MaxRetryAttempts = purpose == KeyServicePurpose.Verification ? 1 : 2,
        Delay = Delay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        DelayGenerator = arguments => new ValueTask<TimeSpan?>(Wait(arguments.Outcome.Result)),
        ShouldHandle = arguments => new ValueTask<bool>(ShouldRepeat(purpose, totalTimeout, arguments)),
        OnRetry = arguments =>
        {
            if (CallHistory.Of(arguments.Context.GetRequestMessage()) is { } history)
            {
                history.AttemptLost |= IsOutcomeUnknown(arguments.Outcome);
            }

            return default;
        },
    };

    private static bool ShouldRepeat(
        KeyServicePurpose purpose, TimeSpan totalTimeout, RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        var request = arguments.Context.GetRequestMessage();
        return purpose == KeyServicePurpose.Management && request is not null && KeyServiceOperations.Of(request).RetryClass != RetryClass.Unsafe
            ? IsPassing(arguments.Outcome) && FitsIn(totalTimeout, request, arguments.Outcome.Result)
            : arguments.AttemptNumber == 0 && FailedAttempt.NeverLeft(arguments.Outcome.Exception);
    }

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome) =>
        KeyServiceResilience.IsFault(outcome)
        || outcome.Exception is TimeoutRejectedException
        || outcome.Result?.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    /// <summary>If Retry-After exceeds the remaining time, the service's response is more useful than a timeout.</summary>
    private static bool FitsIn(TimeSpan totalTimeout, HttpRequestMessage request, HttpResponseMessage? response) =>
        RetryAfter(response) is not { } wait
        || (CallHistory.Of(request)?.Elapsed ?? TimeSpan.Zero) + wait + TimeSpan.FromMilliseconds(SecondInMilliseconds) < totalTimeout;

    /// <summary>The service rounds its seconds down, and all rejected callers get the same value. Null: the usual delay.</summary>
    private static TimeSpan? Wait(HttpResponseMessage? response) =>
        RetryAfter(response) is { } wait
            ? wait + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(SecondInMilliseconds))
            : null;

    private static TimeSpan? RetryAfter(HttpResponseMessage? response) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date - TimeProvider.System.GetUtcNow() is var wait => wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
        _ => null,
    };

    private static bool IsOutcomeUnknown(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is { } exception ? FailedAttempt.IsOutcomeUnknown(exception) : FailedAttempt.IsOutcomeUnknown(outcome.Result!.StatusCode);
}
