using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ApiKeyAuth.Client;

/// <summary>Total timeout → retry → breaker → attempt timeout.</summary>
internal static class KeyServiceResilience
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(50);

    public static void Configure(
        ResiliencePipelineBuilder<HttpResponseMessage> builder, KeyServicePurpose purpose, KeyServiceConnection connection)
    {
        // The app's clock may be a test's that nobody moves: timeouts would never end.
        builder.TimeProvider = TimeProvider.System;
        builder
            .AddTimeout(new TimeoutStrategyOptions { Name = "total-timeout", Timeout = connection.TotalTimeout })
            .AddRetry(Retry(purpose))
            .AddCircuitBreaker(Breaker(purpose, connection.CircuitBreaker))
            .AddTimeout(new TimeoutStrategyOptions { Name = "attempt-timeout", Timeout = connection.AttemptTimeout });
    }

    private static RetryStrategyOptions<HttpResponseMessage> Retry(KeyServicePurpose purpose) => new()
    {
        Name = "retry",
        MaxRetryAttempts = purpose == KeyServicePurpose.Verification ? 1 : 2,
        Delay = RetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = arguments => new ValueTask<bool>(
            IsRepeatable(purpose, arguments.Context)
                ? IsFault(arguments.Outcome)
                : arguments.AttemptNumber == 0 && NeverLeft(arguments.Outcome.Exception)),
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

    private static bool IsRepeatable(KeyServicePurpose purpose, ResilienceContext context) =>
        purpose == KeyServicePurpose.Management
        && RetryClasses.Of(context.GetRequestMessage()?.RequestUri) is RetryClass.Safe or RetryClass.Idempotent;

    /// <summary>Only these arise before a request exists: after any other failure the service may have charged.</summary>
    private static bool NeverLeft(Exception? exception) =>
        exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        };

    /// <summary>A refused key or an answer over the cap says nothing about the service's health.</summary>
    private static bool IsFault(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } } => false,
        { Exception: OperationCanceledException or BrokenCircuitException } => false,
        { Exception: not null } => true,
        { Result: { } response } => response.StatusCode >= HttpStatusCode.InternalServerError,
        _ => false,
    };
}
