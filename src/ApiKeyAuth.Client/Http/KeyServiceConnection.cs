namespace ApiKeyAuth.Client;

/// <summary>Where the service is, what opens it, and how long a call may take. Read anew for every call.</summary>
internal sealed record KeyServiceConnection(Uri BaseAddress, string RootKey, TimeSpan AttemptTimeout, TimeSpan TotalTimeout)
{
    /// <summary>When the circuit breaker opens, and for how long. Read once.</summary>
    public CircuitBreakerSettings CircuitBreaker { get; init; } = new();

    /// <summary>Whether plain http is allowed to an address that is not this machine's own.</summary>
    public bool AllowInsecureBaseAddress { get; init; }

    /// <summary>A record would print the root key.</summary>
    public override string ToString() => BaseAddress.ToString();
}
