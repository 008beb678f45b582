namespace ApiKeyAuth;

/// <summary>
/// Requires that the key service verifies the key of every request: no cached result is used, also not during an outage. Use it where a
/// revoked key must be rejected immediately.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = true)]
public sealed class RequireUncachedVerificationAttribute : Attribute;
