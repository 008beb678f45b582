namespace ApiKeyAuth.Client;

/// <summary>Where the service is, what opens it, and how long a call may take. Read anew for every call.</summary>
internal sealed record KeyServiceConnection(Uri BaseAddress, string RootKey, TimeSpan AttemptTimeout, TimeSpan TotalTimeout)
{
    /// <summary>When the circuit breaker opens, and for how long.</summary>
    public CircuitBreakerSettings CircuitBreaker { get; init; } = new();

    /// <summary>Whether plain http is allowed to an address that is not this machine's own.</summary>
    public bool AllowInsecureBaseAddress { get; init; }

    /// <summary>The most verifications at once.</summary>
    public int MaxConcurrency { get; init; } = VerificationLimiter.DefaultMaxConcurrency;

    /// <summary>The most verifications that wait for their turn.</summary>
    public int MaxWaiting { get; init; } = VerificationLimiter.DefaultMaxWaiting;

    /// <summary>What these settings were read from. Another one begins with a pipeline of its own.</summary>
    public object? Snapshot { get; init; }

    /// <summary>A record would print the root key.</summary>
    public override string ToString() => BaseAddress.ToString();
}
