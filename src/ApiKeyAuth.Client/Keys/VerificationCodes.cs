namespace ApiKeyAuth.Client;

/// <summary>The verdicts of <c>keys.verifyKey</c> that are known today. The list is open: treat any other as a refusal.</summary>
public static class VerificationCodes
{
    /// <summary>The key is good.</summary>
    public const string Valid = "VALID";

    /// <summary>There is no such key, or the root key may not verify it.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The caller's address or workspace is refused.</summary>
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
