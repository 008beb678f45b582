using System.Net;
using ApiKeyAuth.Client;
using Polly.CircuitBreaker;

namespace ApiKeyAuth;

/// <summary>The one mapping from what the service answered to a verdict. What is not understood is no verdict on the key.</summary>
internal static class VerificationResponseMapper
{
    public static VerificationResponse Read(
        KeyServiceResponse<VerifyKeyResult> response, VerificationRequirements requirements, IReadOnlyList<string>? keyspaces, DateTimeOffset now) =>
        ReadResult(response.Data, response.RequestId, response.BodyLength, requirements, keyspaces, now);

    /// <summary>Whether the service refuses this app's root key, which says nothing of the caller's key.</summary>
    public static bool IsRootKeyRejected(KeyServiceException failure) => failure switch
    {
        { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => true,
        { StatusCode: HttpStatusCode.NotFound, ErrorCode: "unkey/data/workspace_not_found" } => true,
        { StatusCode: HttpStatusCode.BadRequest, ErrorCode: "unkey/authentication/malformed" } => true,
        { StatusCode: HttpStatusCode.BadRequest } => failure.Errors.Any(error => error.Location == "security"),
        _ => false,
    };

    private static VerificationResponse Unreadable(string? requestId) => new(new VerificationResult(VerificationOutcome.Unavailable) { RequestId = requestId });

    private static VerificationResponse ReadResult(
        VerifyKeyResult result, string? requestId, long bytes, VerificationRequirements requirements, IReadOnlyList<string>? keyspaces, DateTimeOffset now)
    {
        if (!VerificationResponseRules.IsReadable(result) || !VerificationResponseRules.IsOfKeyspace(result, keyspaces))
        {
            return Unreadable(requestId);
        }

        var verifiedKey = string.IsNullOrEmpty(result.KeyId) ? null : new ApiKeyInfo(result, requestId);
        var verification = (result.Valid, result.Code) switch
        {
            (true, VerificationCodes.Valid) when verifiedKey is not null => new VerificationResult(VerificationOutcome.Valid) { Key = verifiedKey },
            (false, not (null or VerificationCodes.Valid)) => new VerificationResult(KindOf(result.Code))
            {
                Reset = ExceededLimits(result).Max(limit => (DateTimeOffset?)limit.Reset),
                RateLimits = result.RateLimits ?? [],
                ExceededLimits = result.Code == VerificationCodes.RateLimited
                    ? [.. ExceededLimits(result).Select(limit => limit.Name).Distinct(StringComparer.Ordinal)]
                    : [],

                // Rejections that come before the credits are looked at show an old balance.
                Credits = result.Code == VerificationCodes.UsageExceeded ? result.Credits : null,
            },
            _ => new VerificationResult(VerificationOutcome.Unavailable),
        };
        return new VerificationResponse(verification with { RequestId = requestId })
        {
            KeyId = result.KeyId,
            VerifiedKey = verifiedKey,
            IsMetered = IsMetered(result),
            IsStorable = DetailsSize.IsStorable(result, requestId, bytes) && (result.Valid != true || ChecksLimitsOf(requirements, result)),
            MayHideLimits = requirements.Limits.Any(limit => !limit.IsNamed),
            LimitedFor = verification.Outcome == VerificationOutcome.RateLimited ? LimitedFor(result, now) : null,
        };
    }

    private static VerificationOutcome KindOf(string code) => code switch
    {
        VerificationCodes.NotFound => VerificationOutcome.NotFound,
        VerificationCodes.Disabled => VerificationOutcome.Disabled,
        VerificationCodes.Expired => VerificationOutcome.Expired,
        VerificationCodes.Forbidden => VerificationOutcome.Forbidden,
        VerificationCodes.InsufficientPermissions => VerificationOutcome.InsufficientPermissions,
        VerificationCodes.RateLimited => VerificationOutcome.RateLimited,
        VerificationCodes.UsageExceeded => VerificationOutcome.UsageExceeded,
        _ => VerificationOutcome.UnknownCode,
    };

    /// <summary>A limit that only the endpoint required does not count here: it is not the key's.</summary>
    private static bool IsMetered(VerifyKeyResult result) =>
        result.Credits is not null
        || result.Code == VerificationCodes.UsageExceeded
        || (result.Code == VerificationCodes.RateLimited && !ExceededLimits(result).Any())
        || result.RateLimits?.Any(limit => limit.AutoApply) == true
        || result.Identity?.RateLimits?.Any(limit => limit.AutoApply) == true;

    /// <summary>Where the service could not count, it leaves all limits out, and says nothing of the key's own.</summary>
    private static bool ChecksLimitsOf(VerificationRequirements requirements, VerifyKeyResult result) =>
        requirements.Limits.All(limit => result.RateLimits?.Any(seen => seen.Name == limit.Name) == true);

    private static IEnumerable<VerifiedRateLimit> ExceededLimits(VerifyKeyResult result) =>
        result.RateLimits?.Where(limit => limit.Exceeded) ?? [];

    /// <summary>Windows slide: a token comes back long before the window ends, one after each <c>duration / limit</c>.</summary>
    private static TimeSpan? LimitedFor(VerifyKeyResult result, DateTimeOffset now) => ExceededLimits(result)
        .Select(limit => limit.Limit > 0 ? Min(limit.Reset - now, limit.Duration / limit.Limit) : limit.Reset - now)
        .Min(wait => (TimeSpan?)wait);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    public static VerificationResponse Read(KeyServiceException failure, VerificationRequirements requirements, DateTimeOffset now)
    {
        return new VerificationResponse(new VerificationResult(KindOf(failure, requirements))
        {
            RequestId = failure.RequestId,
            RetryAfter = failure.InnerException is BrokenCircuitException broken
                ? broken.RetryAfter
                : failure is { StatusCode: HttpStatusCode.TooManyRequests, Headers.RetryAfter: { } told } ? told.Delta ?? (told.Date - now) : null,
            HasNoResponse = HasNoResponse(failure),
        });
    }

    private static VerificationOutcome KindOf(KeyServiceException failure, VerificationRequirements requirements) =>
        !IsMisconfiguration(failure) ? VerificationOutcome.Unavailable
        : failure.StatusCode == HttpStatusCode.PreconditionFailed && requirements.Limits.Any(limit => limit.IsNamed) ? VerificationOutcome.RateLimitNotAssigned
        : VerificationOutcome.Misconfigured;

    /// <summary>An answer that was too large or no HTTP was an answer all the same.</summary>
    private static bool HasNoResponse(KeyServiceException failure) => failure.HasResponse
        ? failure.StatusCode >= HttpStatusCode.InternalServerError
        : failure.InnerException is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse,
        };

    /// <summary>The service understood who asks and refuses what is asked. Without its envelope somebody else answered.</summary>
    private static bool IsMisconfiguration(KeyServiceException failure) =>
        !IsRootKeyRejected(failure)
        && failure.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed
            or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
        && failure.ErrorCode is not null;
}
