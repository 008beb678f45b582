using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ApiKeyAuth.Client;

/// <summary>Total timeout → retry → breaker → attempt timeout.</summary>
internal static class KeyServiceResilience
{
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SamplingDuration = TimeSpan.FromSeconds(10);
    private const int MinimumThroughput = 10;
    private const double FailureRatio = 0.5;

    public static void Configure(
        ResiliencePipelineBuilder<HttpResponseMessage> builder, KeyServicePurpose purpose, KeyServiceConnection connection)
    {
        // The app's clock may be a test's that nobody moves: timeouts would never end.
        builder.TimeProvider = TimeProvider.System;
        builder
            .AddTimeout(new TimeoutStrategyOptions { Name = "total-timeout", Timeout = connection.TotalTimeout })
            .AddRetry(KeyServiceRetry.Options(purpose, connection.TotalTimeout))
            .AddCircuitBreaker(Breaker(purpose))
            .AddTimeout(new TimeoutStrategyOptions { Name = "attempt-timeout", Timeout = connection.AttemptTimeout });
    }

    /// <summary>A refused key or an answer over the cap says nothing about the service's health.</summary>
    public static bool IsFault(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException exception } => exception.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded,
        { Result: { } response } => response.StatusCode >= HttpStatusCode.InternalServerError,
        _ => false,
    };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> Breaker(KeyServicePurpose purpose) => new()
    {
        Name = "circuit-breaker",
        FailureRatio = FailureRatio,
        MinimumThroughput = MinimumThroughput,
        SamplingDuration = SamplingDuration,
        BreakDuration = BreakDuration,
        ShouldHandle = arguments => new ValueTask<bool>(
            IsFault(arguments.Outcome)
            || arguments.Outcome.Exception is TimeoutRejectedException

            // No caller's token reaches a verification, so a cancellation is the total timeout's. A management caller may well hang up.
            || (purpose == KeyServicePurpose.Verification && arguments.Outcome.Exception is OperationCanceledException)),
    };
}
