using Microsoft.Extensions.Logging;

namespace ApiKeyAuth;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Scheme {Scheme}: the key service says {Result} (key {KeyId}, request {RequestId}).")]
    public static partial void KeyVerified(this ILogger logger, string scheme, VerificationOutcome result, string? keyId, string? requestId);

    [LoggerMessage(2, LogLevel.Warning, "Scheme {Scheme}: the key service gave no usable answer ({Reason}). The request is answered with 503, unless an outage mode lets it in.")]
    public static partial void ServiceUnavailable(this ILogger logger, string scheme, string reason);

    [LoggerMessage(3, LogLevel.Critical,
        "Scheme {Scheme}: the key service rejects the root key ({Status} {ErrorCode}, request {RequestId}). Verifications fail, and requests that need one get 503. Set Authentication:Schemes:{Scheme}:RootKey to a valid root key and restart the app, or make the root key valid at the key service. Logged at most once a minute.")]
    public static partial void RootKeyRejected(this ILogger logger, string scheme, int status, string? errorCode, string? requestId);

    [LoggerMessage(4, LogLevel.Error,
        "Scheme {Scheme}: the key service refuses the verification as this app asks it ({Status} {ErrorCode}: {Detail}, request {RequestId}). The request is answered with 500.")]
    public static partial void RequestRejected(
        this ILogger logger, string scheme, int status, string? errorCode, string? detail, string? requestId);

    [LoggerMessage(5, LogLevel.Warning,
        "Scheme {Scheme}: the key was verified before the endpoint's policy was known, so its permissions are checked here and its credit cost is not spent. Authenticate after routing.")]
    public static partial void KeyVerifiedBeforeRouting(this ILogger logger, string scheme);

    [LoggerMessage(7, LogLevel.Debug, "Scheme {Scheme}: waiting for a verification of the same key that is under way.")]
    public static partial void Waiting(this ILogger logger, string scheme);

    [LoggerMessage(8, LogLevel.Warning, "Scheme {Scheme}: no connection to the key service could be opened at start ({Reason}).")]
    public static partial void NotWarm(this ILogger logger, string scheme, string reason);

    [LoggerMessage(40, LogLevel.Warning,
        "Scheme {Scheme}: the app's own code cancelled an authentication, so that nothing is known of the credential. The request is answered with 503 where it needs a key.")]
    public static partial void AuthenticationCancelled(this ILogger logger, string scheme, Exception exception);

    [LoggerMessage(9, LogLevel.Warning,
        "{Service} is {Implementation}, registered behind API key authentication and in its place. Register it before, so that it is wrapped.")]
    public static partial void ServiceReplaced(this ILogger logger, string service, string implementation);

    [LoggerMessage(10, LogLevel.Debug, "Scheme {Scheme}: the key service still rejects the root key (request {RequestId}).")]
    public static partial void RootKeyStillRejected(this ILogger logger, string scheme, string? requestId);

    [LoggerMessage(11, LogLevel.Warning,
        "Changes of keys that are made with the key service client evict no cached key: the client's address ({Section}:BaseAddress, {Address}) is not the address of any API key scheme ({SchemeAddresses}). Set the same address for both.")]
    public static partial void ManagementAddressDiffers(this ILogger logger, string section, Uri address, string schemeAddresses);

    [LoggerMessage(12, LogLevel.Warning,
        "Endpoint '{Endpoint}': both scheme {Scheme} and scheme {Other} may read its callers' credentials. A token of {Other} that stands where {Scheme} reads keys is sent to the key service of {Scheme}. Set Authentication:Schemes:{Scheme}:KeyPrefix to the text that every key begins with.")]
    public static partial void HeaderIsShared(this ILogger logger, string? endpoint, string scheme, string other);

    [LoggerMessage(20, LogLevel.Information, "No authorization policy is named '{Name}': it is taken as a permission query.")]
    public static partial void NameTakenAsPermission(this ILogger logger, string name);

    [LoggerMessage(24, LogLevel.Warning,
        "No authorization policy is named '{Name}': it is taken as a permission query, although permissions usually contain a dot. Register the policy, or use RequirePermission if it is a permission.")]
    public static partial void NameWithoutDotTakenAsPermission(this ILogger logger, string name);

    [LoggerMessage(25, LogLevel.Warning,
        "The check of '{Permission}' is denied: code that checks a text means one exact permission, and this is none. Check a PermissionQuery if it is meant as a query.")]
    public static partial void PermissionDenied(this ILogger logger, string permission);

    [LoggerMessage(21, LogLevel.Warning,
        "Scheme {Scheme}: the endpoint counts on the rate limit {Limits}, which the key does not carry (request {RequestId}). The request is answered with 403. Assign the limit to the key, or give the endpoint a limit to use instead.")]
    public static partial void RateLimitNotAssigned(this ILogger logger, string scheme, string limits, string? requestId);

    [LoggerMessage(22, LogLevel.Warning,
        "Scheme {Scheme}: the key service let key {KeyId} in without checking the rate limit {Limits} (request {RequestId}).")]
    public static partial void RateLimitNotChecked(this ILogger logger, string scheme, string limits, string? keyId, string? requestId);

    [LoggerMessage(50, LogLevel.Critical,
        "Endpoint '{Endpoint}' was added while the app runs, and its metadata is invalid: {Problem} Its requests are answered with 500.")]
    public static partial void InvalidEndpoint(this ILogger logger, string? endpoint, string problem);

    [LoggerMessage(51, LogLevel.Warning, "Endpoint '{Endpoint}': {Problem}")]
    public static partial void EndpointInDoubt(this ILogger logger, string? endpoint, string problem);

    [LoggerMessage(23, LogLevel.Error, "Endpoint {Endpoint} asks for what the key service would not accept: {Problem} The request is answered with 500.")]
    public static partial void InvalidRequirements(this ILogger logger, string? endpoint, string problem);

    [LoggerMessage(30, LogLevel.Debug, "The key service rejected a management call ({Status} {ErrorCode}, request {RequestId}). The response says so.")]
    public static partial void ManagementCallRejected(this ILogger logger, int status, string? errorCode, string? requestId);

    [LoggerMessage(31, LogLevel.Warning, "A management call failed ({Reason}, request {RequestId}). The request fails with {Status}.")]
    public static partial void ManagementCallFailed(this ILogger logger, string reason, int status, string? requestId);

    [LoggerMessage(32, LogLevel.Critical,
        "The key service rejects the root key of a management call ({Status} {ErrorCode}, request {RequestId}). The request fails with 503. Set RootKey of the key service client to a root key that is valid and has the permission for the call.")]
    public static partial void ManagementRootKeyRejected(this ILogger logger, int status, string? errorCode, string? requestId);
}
