namespace ApiKeyAuth.Client;

/// <summary>The known result codes of <c>keys.verifyKey</c>. The service may add codes: treat an unknown code as a rejection.</summary>
public static class VerificationCodes
{
    /// <summary>The key is valid.</summary>
    public const string Valid = "VALID";

    /// <summary>There is no such key, or the root key may not verify it.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The caller's address or workspace is rejected.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>The key does not satisfy the permission query.</summary>
    public const string InsufficientPermissions = "INSUFFICIENT_PERMISSIONS";

    /// <summary>The key has too few credits left.</summary>
    public const string UsageExceeded = "USAGE_EXCEEDED";

    /// <summary>A rate limit of the key was exceeded.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>The key is disabled.</summary>
    public const string Disabled = "DISABLED";

    /// <summary>The key has expired.</summary>
    public const string Expired = "EXPIRED";
}
