using System.Net;
using ApiKeyAuth.Client;
using Polly.CircuitBreaker;

namespace ApiKeyAuth;

/// <summary>The one mapping from what the service answered to a verdict. What is not understood is no verdict on the key.</summary>
internal static class VerificationAnswer
{
    public static KeyAnswer Read(KeyServiceResponse<VerifyKeyResult> response, VerificationPlan plan, DateTimeOffset now) =>
        ReadResult(response.Data, response.RequestId, response.BodyLength, plan, now);

    /// <summary>Whether the service refuses this app's root key, which says nothing of the caller's key.</summary>
    public static bool RefusesRootKey(KeyServiceException failure) => failure switch
    {
        { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => true,
        { StatusCode: HttpStatusCode.NotFound, ErrorCode: "unkey/data/workspace_not_found" } => true,
        { StatusCode: HttpStatusCode.BadRequest, ErrorCode: "unkey/authentication/malformed" } => true,
        { StatusCode: HttpStatusCode.BadRequest } => failure.Errors.Any(error => error.Location == "security"),
        _ => false,
    };

    private static KeyAnswer Unreadable(string? requestId) => new(new KeyVerdict(KeyVerdictKind.Unavailable) { RequestId = requestId });

    private static KeyAnswer ReadResult(VerifyKeyResult result, string? requestId, long bytes, VerificationPlan plan, DateTimeOffset now)
    {
        if (!VerificationAnswerRules.IsReadable(result))
        {
            return Unreadable(requestId);
        }

        var facts = string.IsNullOrEmpty(result.KeyId) ? null : new ApiKeyInfo(result, requestId);
        var verdict = (result.Valid, result.Code) switch
        {
            (true, VerificationCodes.Valid) when facts is not null => new KeyVerdict(KeyVerdictKind.Valid) { Key = facts },
            (false, not (null or VerificationCodes.Valid)) => new KeyVerdict(KindOf(result.Code))
            {
                Reset = ExceededLimits(result).Max(limit => (DateTimeOffset?)limit.Reset),
                Ratelimits = result.Ratelimits ?? [],
                ExceededLimits = result.Code == VerificationCodes.RateLimited
                    ? [.. ExceededLimits(result).Select(limit => limit.Name).Distinct(StringComparer.Ordinal)]
                    : [],

                // Refusals that come before the credits are looked at show an old balance.
                Credits = result.Code == VerificationCodes.UsageExceeded ? result.Credits : null,
            },
            _ => new KeyVerdict(KeyVerdictKind.Unavailable),
        };
        return new KeyAnswer(verdict with { RequestId = requestId })
        {
            KeyId = result.KeyId,
            Facts = facts,
            IsMetered = IsMetered(result),
            IsStorable = DetailsSize.IsStorable(result, requestId, bytes) && (result.Valid != true || ChecksLimitsOf(plan, result)),
            MayHideLimits = plan.Limits.Any(limit => !limit.IsNamed),
            LimitedFor = verdict.Kind == KeyVerdictKind.RateLimited ? LimitedFor(result, now) : null,
        };
    }

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

    /// <summary>A limit that only the endpoint required does not count here: it is not the key's.</summary>
    private static bool IsMetered(VerifyKeyResult result) =>
        result.Credits is not null
        || result.Code == VerificationCodes.UsageExceeded
        || (result.Code == VerificationCodes.RateLimited && !ExceededLimits(result).Any())
        || result.Ratelimits?.Any(limit => limit.AutoApply) == true
        || result.Identity?.Ratelimits?.Any(limit => limit.AutoApply) == true;

    /// <summary>Where the service could not count, it leaves all limits out, and says nothing of the key's own.</summary>
    private static bool ChecksLimitsOf(VerificationPlan plan, VerifyKeyResult result) =>
        plan.Limits.All(limit => result.Ratelimits?.Any(seen => seen.Name == limit.Name) == true);

    private static IEnumerable<VerifiedRatelimit> ExceededLimits(VerifyKeyResult result) =>
        result.Ratelimits?.Where(limit => limit.Exceeded) ?? [];

    /// <summary>Windows slide: a token comes back long before the window ends, one after each <c>duration / limit</c>.</summary>
    private static TimeSpan? LimitedFor(VerifyKeyResult result, DateTimeOffset now) => ExceededLimits(result)
        .Select(limit => limit.Limit > 0 ? Min(limit.Reset - now, limit.Duration / limit.Limit) : limit.Reset - now)
        .Min(wait => (TimeSpan?)wait);

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    public static KeyAnswer Read(KeyServiceException failure, VerificationPlan plan, DateTimeOffset now)
    {
        return new KeyAnswer(new KeyVerdict(KindOf(failure, plan))
        {
            RequestId = failure.RequestId,
            RetryAfter = failure.InnerException is BrokenCircuitException broken
                ? broken.RetryAfter
                : failure is { StatusCode: HttpStatusCode.TooManyRequests, Headers.RetryAfter: { } told } ? told.Delta ?? (told.Date - now) : null,
            IsOutage = IsOutage(failure),
        });
    }

    private static KeyVerdictKind KindOf(KeyServiceException failure, VerificationPlan plan) =>
        !IsMisconfiguration(failure) ? KeyVerdictKind.Unavailable
        : failure.StatusCode == HttpStatusCode.PreconditionFailed && plan.Limits.Any(limit => limit.IsNamed) ? KeyVerdictKind.RatelimitNotAssigned
        : KeyVerdictKind.Misconfigured;

    /// <summary>An answer that was too large or no HTTP was an answer all the same.</summary>
    private static bool IsOutage(KeyServiceException failure) => failure.IsAnswered
        ? failure.StatusCode >= HttpStatusCode.InternalServerError
        : failure.InnerException is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConfigurationLimitExceeded or HttpRequestError.InvalidResponse,
        };

    /// <summary>The service understood who asks and refuses what is asked. Without its envelope somebody else answered.</summary>
    private static bool IsMisconfiguration(KeyServiceException failure) =>
        !RefusesRootKey(failure)
        && failure.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.PreconditionFailed
            or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
        && failure.ErrorCode is not null;
}
