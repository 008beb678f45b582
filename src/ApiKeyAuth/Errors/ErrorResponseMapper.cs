using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>The one switch from a verdict to what the caller sees. Never says which of the reasons a bad key has.</summary>
internal static class ErrorResponseMapper
{
    private static readonly ErrorResponse InvalidKey = new(StatusCodes.Status401Unauthorized, ApiKeyProblemCodes.InvalidKey, "The API key is not valid.")
    {
        Error = "invalid_token",
    };

    /// <summary>For a key that was sent, where the app challenges without having asked about it.</summary>
    public static readonly ErrorResponse Unauthenticated = new(
        StatusCodes.Status401Unauthorized, ApiKeyProblemCodes.Unauthenticated, "The request is not authenticated by its API key.");

    private static readonly ErrorResponse InsufficientPermissions = new(
        StatusCodes.Status403Forbidden, ApiKeyProblemCodes.InsufficientPermissions, "The API key lacks a permission for this.")
    {
        Error = "insufficient_scope",
    };

    private static readonly ErrorResponse AccessDenied = new(
        StatusCodes.Status403Forbidden, ApiKeyProblemCodes.AccessDenied, "The app denies access to this.");

    public static ErrorResponse Misconfigured { get; } = new(
        StatusCodes.Status500InternalServerError, ApiKeyProblemCodes.VerificationMisconfigured, "API keys cannot be verified as this app is configured.");

    /// <param name="usage">How to send a key, where it is known.</param>
    public static ErrorResponse MissingKey(string? usage) => new(StatusCodes.Status401Unauthorized, ApiKeyProblemCodes.MissingKey, "An API key is required.")
    {
        Detail = usage is null ? null : $"Send the key as {usage}.",
        TitleBesideOthers = "A credential is required.",
        DetailBesideOthers = usage is null ? null : $"Send an API key as {usage}, or a credential for another scheme of this endpoint.",
    };

    /// <summary>The detail of a malformed credential.</summary>
    /// <param name="usage">How it was sent, where that is known.</param>
    /// <param name="options">What a key of the scheme looks like.</param>
    public static string MalformedDetail(string? usage, ApiKeyOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"Send one key{(usage is null ? "" : $" as {usage}")}: at most {options.MaxKeyLength} visible ASCII characters, no comma, no space.");

    public static ErrorResponse Of(VerificationResult result, ApiKeyOptions options) => Row(result.Outcome, options) with
    {
        Detail = ExceededDetail(result.ExceededLimits),
        Reason = ReasonOf(result.Outcome),
        RequestId = result.RequestId,
        Scope = result.Scope,
        Reset = result.Outcome == VerificationOutcome.RateLimited ? result.Reset : null,
        RetryAfter = result.Outcome == VerificationOutcome.Unavailable ? result.RetryAfter ?? SoonWithJitter() : null,
    };

    /// <summary>For a valid key that fails what the endpoint requires.</summary>
    public static ErrorResponse OfFailure(AuthorizationFailure? failure, bool hasKey) => failure?.FailedRequirements.Any(IsOfKey) == true
        ? InsufficientPermissions with
        {
            Title = hasKey ? InsufficientPermissions.Title : "The caller lacks a permission for this.",
            Scope = PermissionQueries.ScopeOf(
                [.. failure.FailedRequirements.OfType<PermissionRequirement>().Select(requirement => requirement.Query)]),
        }
        : AccessDenied;

    /// <summary>Whether a requirement is about what the key service says of the key. Everything else is the app's own decision.</summary>
    private static bool IsOfKey(IAuthorizationRequirement requirement) => requirement
        is PermissionRequirement or DeclaredPermission or ImpossiblePermission or RolesAuthorizationRequirement
        or ClaimsAuthorizationRequirement { ClaimType: ApiKeyClaimTypes.Permission or ClaimTypes.Role };

    /// <summary>How much a status tells: a broken app or service goes before a caller's fault, a known caller's before an unknown one's.</summary>
    public static int Precedence(int status) => status switch
    {
        StatusCodes.Status500InternalServerError => 5,
        StatusCodes.Status503ServiceUnavailable => 4,
        StatusCodes.Status429TooManyRequests or StatusCodes.Status402PaymentRequired => 3,
        StatusCodes.Status403Forbidden => 2,
        StatusCodes.Status401Unauthorized => 1,
        _ => 0,
    };

    private static ErrorResponse Row(VerificationOutcome kind, ApiKeyOptions options) => kind switch
    {
        VerificationOutcome.Malformed => new(StatusCodes.Status401Unauthorized, ApiKeyProblemCodes.MalformedCredential, "The credential is malformed.")
        {
            Error = "invalid_request",
        },
        VerificationOutcome.Token => InvalidKey with { TitleBesideOthers = "The token is not valid." },
        VerificationOutcome.Rejected or VerificationOutcome.NotFound or VerificationOutcome.Disabled or VerificationOutcome.Expired
            or VerificationOutcome.UnknownCode => InvalidKey,
        VerificationOutcome.Forbidden => new(StatusCodes.Status403Forbidden, ApiKeyProblemCodes.Forbidden, "The API key may not be used here."),
        VerificationOutcome.InsufficientPermissions => InsufficientPermissions,
        VerificationOutcome.RateLimited => new(StatusCodes.Status429TooManyRequests, ApiKeyProblemCodes.RateLimited, "A rate limit of the API key is exceeded."),
        VerificationOutcome.UsageExceeded => new(options.UsageExceededStatusCode, ApiKeyProblemCodes.UsageExceeded, "The API key has too few credits left."),
        VerificationOutcome.RateLimitNotAssigned => new(
            StatusCodes.Status403Forbidden, ApiKeyProblemCodes.RateLimitNotAssigned, "The API key has no rate limit for this."),
        VerificationOutcome.Unavailable => new(
            StatusCodes.Status503ServiceUnavailable, ApiKeyProblemCodes.VerificationUnavailable, "API keys cannot be verified at the moment."),
        VerificationOutcome.Misconfigured => Misconfigured,
        _ => throw new InvalidOperationException($"A result of {kind} is no error."),
    };

    private static string? ExceededDetail(IReadOnlyList<string> limits) => limits switch
    {
        [] => null,
        [var one] => $"The rate limit '{one}' is exceeded.",
        _ => $"The rate limits {string.Join(", ", limits.Select(name => $"'{name}'"))} are exceeded.",
    };

    private static string? ReasonOf(VerificationOutcome kind) => kind switch
    {
        VerificationOutcome.NotFound => "not_found",
        VerificationOutcome.Disabled => "disabled",
        VerificationOutcome.Expired => "expired",
        _ => null,
    };

    /// <summary>1 to 3 s: callers that fail together shall not come back together.</summary>
    private static TimeSpan SoonWithJitter() => TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(1, 4));
}
