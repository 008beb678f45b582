namespace ApiKeyAuth;

internal enum VerificationOutcome
{
    Valid,

    /// <summary>Decided here: the credential is no key.</summary>
    Malformed,

    /// <summary>Decided here: the credential is a JSON Web Token.</summary>
    Token,

    /// <summary>Decided here: the app's own code refuses the credential.</summary>
    Rejected,

    NotFound,
    Disabled,
    Expired,

    /// <summary>Refused with a code that did not exist when this was written.</summary>
    UnknownCode,

    Forbidden,
    InsufficientPermissions,
    RateLimited,
    UsageExceeded,

    /// <summary>The endpoint names a rate limit that this key does not carry.</summary>
    RateLimitNotAssigned,

    /// <summary>The service gave no answer that can be trusted: nothing is known of the key.</summary>
    Unavailable,

    /// <summary>The service refuses what this app asks: nothing is known of the key.</summary>
    Misconfigured,
}
