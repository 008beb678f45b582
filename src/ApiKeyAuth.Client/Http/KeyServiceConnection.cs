namespace ApiKeyAuth.Client;

/// <summary>The address, the root key and the timeouts. Read for every call.</summary>
internal sealed record KeyServiceConnection(Uri BaseAddress, string RootKey, TimeSpan AttemptTimeout, TimeSpan TotalTimeout)
{
    /// <summary>Gets the settings of the circuit breaker.</summary>
    public CircuitBreakerSettings CircuitBreaker { get; init; } = new();

    /// <summary>Gets a value that indicates whether plain http is allowed to an address that is not this machine's own.</summary>
    public bool AllowInsecureBaseAddress { get; init; }

    /// <summary>Gets the maximum number of concurrent verifications.</summary>
    public int MaxConcurrency { get; init; } = VerificationLimiter.DefaultMaxConcurrency;

    /// <summary>Gets the maximum number of waiting verifications.</summary>
    public int MaxWaiting { get; init; } = VerificationLimiter.DefaultMaxWaiting;

    /// <summary>What these settings were read from. Another one begins with a pipeline of its own.</summary>
    public object? Snapshot { get; init; }

    /// <summary>A record would print the root key.</summary>
    public override string ToString() => BaseAddress.ToString();
}
