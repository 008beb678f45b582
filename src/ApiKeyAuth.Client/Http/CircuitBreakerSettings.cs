namespace ApiKeyAuth.Client;

/// <summary>When a circuit breaker opens, and for how long.</summary>
internal sealed record CircuitBreakerSettings
{
    public double FailureRatio { get; init; } = 0.5;

    public int MinimumThroughput { get; init; } = 10;

    public TimeSpan SamplingDuration { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(2);
}
