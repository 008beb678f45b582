namespace ApiKeyAuth;

/// <summary>The <c>type</c> of every problem that this package writes: <see cref="Prefix"/> followed by one of <see cref="ApiKeyProblemCodes"/>.</summary>
public static class ApiKeyProblemTypes
{
    /// <summary>The beginning of every type.</summary>
    public const string Prefix = "urn:apikeyauth:problem:";

    /// <summary>The type of <see cref="ApiKeyProblemCodes.MissingKey"/>.</summary>
    public const string MissingKey = Prefix + ApiKeyProblemCodes.MissingKey;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.MalformedCredential"/>.</summary>
    public const string MalformedCredential = Prefix + ApiKeyProblemCodes.MalformedCredential;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.InvalidKey"/>.</summary>
    public const string InvalidKey = Prefix + ApiKeyProblemCodes.InvalidKey;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.Unauthenticated"/>.</summary>
    public const string Unauthenticated = Prefix + ApiKeyProblemCodes.Unauthenticated;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.Forbidden"/>.</summary>
    public const string Forbidden = Prefix + ApiKeyProblemCodes.Forbidden;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.InsufficientPermissions"/>.</summary>
    public const string InsufficientPermissions = Prefix + ApiKeyProblemCodes.InsufficientPermissions;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.AccessDenied"/>.</summary>
    public const string AccessDenied = Prefix + ApiKeyProblemCodes.AccessDenied;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.RateLimitNotAssigned"/>.</summary>
    public const string RateLimitNotAssigned = Prefix + ApiKeyProblemCodes.RateLimitNotAssigned;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.RateLimited"/>.</summary>
    public const string RateLimited = Prefix + ApiKeyProblemCodes.RateLimited;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.UsageExceeded"/>.</summary>
    public const string UsageExceeded = Prefix + ApiKeyProblemCodes.UsageExceeded;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.VerificationUnavailable"/>.</summary>
    public const string VerificationUnavailable = Prefix + ApiKeyProblemCodes.VerificationUnavailable;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.VerificationMisconfigured"/>.</summary>
    public const string VerificationMisconfigured = Prefix + ApiKeyProblemCodes.VerificationMisconfigured;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.KeyServiceBadRequest"/>.</summary>
    public const string KeyServiceBadRequest = Prefix + ApiKeyProblemCodes.KeyServiceBadRequest;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.KeyServiceNotFound"/>.</summary>
    public const string KeyServiceNotFound = Prefix + ApiKeyProblemCodes.KeyServiceNotFound;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.KeyServiceConflict"/>.</summary>
    public const string KeyServiceConflict = Prefix + ApiKeyProblemCodes.KeyServiceConflict;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.KeyServicePreconditionFailed"/>.</summary>
    public const string KeyServicePreconditionFailed = Prefix + ApiKeyProblemCodes.KeyServicePreconditionFailed;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.KeyServiceBadGateway"/>.</summary>
    public const string KeyServiceBadGateway = Prefix + ApiKeyProblemCodes.KeyServiceBadGateway;

    /// <summary>The type of <see cref="ApiKeyProblemCodes.KeyServiceUnavailable"/>.</summary>
    public const string KeyServiceUnavailable = Prefix + ApiKeyProblemCodes.KeyServiceUnavailable;
}
