using System.Net;
using ApiKeyAuth.Client;
using Polly.CircuitBreaker;
using Refit;

namespace ApiKeyAuth;

/// <summary>The one mapping from what the service answered to a verdict. What is not understood is no verdict on the key.</summary>
internal static class VerificationAnswer
{
    public static KeyVerdict Read(IApiResponse<KeyServiceResponse<VerifyKeyResult>> response) => response switch
    {
        { Error: KeyServiceException failure } => ReadFailure(failure),
        { StatusCode: HttpStatusCode.OK, Content: { Data: { } data } content } when IsJson(response) => ReadResult(data, content.Meta?.RequestId),
        _ => new KeyVerdict(KeyVerdictKind.Unavailable),
    };

    /// <summary>Whether the service refuses this app's root key, which says nothing of the caller's key.</summary>
    public static bool RefusesRootKey(KeyServiceException failure) => failure switch
    {
        { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => true,
        { StatusCode: HttpStatusCode.NotFound, ErrorCode: "unkey/data/workspace_not_found" } => true,
        { StatusCode: HttpStatusCode.BadRequest, ErrorCode: "unkey/authentication/malformed" } => true,
        { StatusCode: HttpStatusCode.BadRequest } => failure.Errors.Any(error => error.Location == "security"),
        _ => false,
    };

    private static bool IsJson(IApiResponse response) =>
        response.ContentHeaders?.ContentType?.MediaType is { } mediaType
        && (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static KeyVerdict ReadResult(VerifyKeyResult result, string? requestId) => (result.Valid, result.Code) switch
    {
        (true, VerificationCodes.Valid) when !string.IsNullOrEmpty(result.KeyId) =>
            new KeyVerdict(KeyVerdictKind.Valid) { Key = new ApiKeyInfo(result, requestId), RequestId = requestId },
        (false, not (null or VerificationCodes.Valid)) => new KeyVerdict(KindOf(result.Code))
        {
            RequestId = requestId,
            Reset = result.Ratelimits?.Where(limit => limit.Exceeded).Select(limit => (DateTimeOffset?)limit.Reset).Max(),
        },
        _ => new KeyVerdict(KeyVerdictKind.Unavailable) { RequestId = requestId },
    };

    private static KeyVerdictKind KindOf(string code) => code switch
    {
        VerificationCodes.NotFound => KeyVerdictKind.NotFound,
        VerificationCodes.Disabled => KeyVerdictKind.Disabled,
        VerificationCodes.Expired => KeyVerdictKind.Expired,
        VerificationCodes.Forbidden => KeyVerdictKind.Forbidden,
        VerificationCodes.InsufficientPermissions => KeyVerdictKind.InsufficientPermissions,
        VerificationCodes.RateLimited => KeyVerdictKind.RateLimited,
        VerificationCodes.UsageExceeded => KeyVerdictKind.UsageExceeded,
        _ => KeyVerdictKind.UnknownCode,
    };

    private static KeyVerdict ReadFailure(KeyServiceException failure) => new(IsMisconfiguration(failure) ? KeyVerdictKind.Misconfigured : KeyVerdictKind.Unavailable)
    {
        RequestId = failure.RequestId,
        RetryAfter = failure.InnerException is BrokenCircuitException broken
            ? broken.RetryAfter
            : failure.StatusCode == HttpStatusCode.TooManyRequests ? failure.Headers.RetryAfter?.Delta : null,
    };

    /// <summary>The service understood who asks and refuses what is asked. Without its envelope somebody else answered.</summary>
    private static bool IsMisconfiguration(KeyServiceException failure) =>
        !RefusesRootKey(failure)
        && failure.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed
            or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
        && failure.ErrorCode is not null;
}
