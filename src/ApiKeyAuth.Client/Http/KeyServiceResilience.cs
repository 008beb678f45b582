using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace ApiKeyAuth.Client;

/// <summary>Total timeout → concurrency limit (verifications) → retry → breaker → attempt timeout.</summary>
internal static class KeyServiceResilience
{
    public static void Configure(
        ResiliencePipelineBuilder<HttpResponseMessage> builder, KeyServicePurpose purpose, KeyServiceConnection connection)
    {
        // The app's clock may be a test's that never advances: timeouts would never elapse.
        builder.TimeProvider = TimeProvider.System;
        builder.AddTimeout(new TimeoutStrategyOptions { Name = "total-timeout", Timeout = connection.TotalTimeout });
        if (purpose == KeyServicePurpose.Verification)
        {
            builder.AddRateLimiter(Limit(new VerificationLimiter(connection.MaxConcurrency, connection.MaxWaiting)));
        }

        builder
            .AddRetry(KeyServiceRetry.Options(purpose, connection.TotalTimeout))
            .AddCircuitBreaker(Breaker(purpose, connection.CircuitBreaker))
            .AddTimeout(new TimeoutStrategyOptions { Name = "attempt-timeout", Timeout = connection.AttemptTimeout });
    }

    /// <summary>A rejected key or a response over the size limit is no sign of an unhealthy service.</summary>
    public static bool IsFault(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } } => false,
        { Exception: OperationCanceledException or BrokenCircuitException } => false,
        { Exception: not null } => true,
        { Result: { } response } => response.StatusCode >= HttpStatusCode.InternalServerError,
        _ => false,
    };

    /// <summary>Outside the retry and the breaker: what is rejected here was never sent, and does not count as a fault of the service.</summary>
    private static RateLimiterStrategyOptions Limit(VerificationLimiter limiter) => new()
    {
        Name = "concurrency-limit",
        RateLimiter = arguments => limiter.AcquireAsync(
            arguments.Context.GetRequestMessage()?.Content is not RequestBody { IsOfAcceptedKey: false }, arguments.Context.CancellationToken),
    };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(KeyServicePurpose purpose, CircuitBreakerSettings settings) => new()
    {
        Name = "circuit-breaker",
        FailureRatio = settings.FailureRatio,
        MinimumThroughput = settings.MinimumThroughput,
        SamplingDuration = settings.SamplingDuration,
        BreakDuration = settings.BreakDuration,
        ShouldHandle = arguments => new ValueTask<bool>(
            IsFault(arguments.Outcome)

            // No caller's token reaches a verification, so a cancellation is the total timeout's. A management caller may well hang up.
            || (purpose == KeyServicePurpose.Verification && arguments.Outcome.Exception is OperationCanceledException)),
    };
}
