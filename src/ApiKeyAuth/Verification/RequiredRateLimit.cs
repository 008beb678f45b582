using ApiKeyAuth.Client;

namespace ApiKeyAuth;

/// <summary>A rate limit that a verification is counted on.</summary>
/// <param name="Name">The name of the limit.</param>
/// <param name="Cost">Tokens to take; null is the service's default.</param>
/// <param name="Limit">Tokens in a window, where the endpoint brings the limit along.</param>
/// <param name="Duration">The length of that window.</param>
internal sealed record RequiredRateLimit(string Name, long? Cost = null, long? Limit = null, TimeSpan? Duration = null)
{
    /// <summary>What to count on where the key carries no limit of the name.</summary>
    public RequiredRateLimit? Fallback { get; init; }

    /// <summary>Whether the key must carry the limit.</summary>
    public bool IsNamed => Limit is null;

    public VerifyKeyRateLimit ToRequest() => new() { Name = Name, Cost = Cost, Limit = Limit, Duration = Duration };
}
