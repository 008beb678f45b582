namespace ApiKeyAuth;

/// <summary>The member <c>code</c> of every problem that this package writes.</summary>
public static class ApiKeyProblemCodes
{
    /// <summary>401: the request has no key.</summary>
    public const string MissingKey = "missing_key";

    /// <summary>401: the credential is malformed or ambiguous. The key service was not called.</summary>
    public const string MalformedCredential = "malformed_credential";

    /// <summary>401: the key does not exist, is disabled or has expired.</summary>
    public const string InvalidKey = "invalid_key";

    /// <summary>401: the app challenges a request whose key was not verified.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>403: the key may not be used from the caller's address.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>403: the key lacks a permission that the endpoint requires.</summary>
    public const string InsufficientPermissions = "insufficient_permissions";

    /// <summary>403: the app itself denies access.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>403: the key does not have the rate limit that the endpoint names.</summary>
    public const string RateLimitNotAssigned = "ratelimit_not_assigned";

    /// <summary>429: a rate limit of the key is exceeded.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>429, or the status that the app has set: the key has too few credits left.</summary>
    public const string UsageExceeded = "usage_exceeded";

    /// <summary>503: the key service is unavailable, or its response is unusable.</summary>
    public const string VerificationUnavailable = "verification_unavailable";

    /// <summary>500: the key service rejects what this app asks of a verification.</summary>
    public const string VerificationMisconfigured = "verification_misconfigured";

    /// <summary>400, of a management call: the key service rejects a value of the request.</summary>
    public const string KeyServiceBadRequest = "key_service_bad_request";

    /// <summary>404, of a management call: the key, API, identity, role, permission or override does not exist.</summary>
    public const string KeyServiceNotFound = "key_service_not_found";

    /// <summary>409, of a management call: what is to be created exists.</summary>
    public const string KeyServiceConflict = "key_service_conflict";

    /// <summary>412, of a management call: the state of the key or API does not permit the call.</summary>
    public const string KeyServicePreconditionFailed = "key_service_precondition_failed";

    /// <summary>502, of a management call: the response of the key service is unusable.</summary>
    public const string KeyServiceBadGateway = "key_service_bad_gateway";

    /// <summary>503, of a management call: the key service is unavailable, or rejects this app.</summary>
    public const string KeyServiceUnavailable = "key_service_unavailable";
}
