namespace ApiKeyAuth;

/// <summary>
/// Verifies the key of every request with the service: no earlier answer will do, also not in an outage. For what must stop the moment a
/// key is revoked.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = true)]
public sealed class RequireUncachedVerificationAttribute : Attribute;
