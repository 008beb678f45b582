using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// What is remembered of a request while it lasts: who asks for authentication at this moment, the verdicts, the refusals. A request
/// feature, so that it outlives handler instances and survives re-execution by an exception handler.
/// </summary>
internal sealed class ApiKeyVerificationFeature
{
    private RequestVerification? _verifications;
    private IAuthenticationFeature? _middlewareRun;

    /// <summary>Who asks for authentication at this moment.</summary>
    public AuthenticationCaller Caller { get; set; }

    /// <summary>The policy that is being evaluated, while <see cref="Caller"/> is an evaluator.</summary>
    public AuthorizationPolicy? Policy { get; set; }

    /// <summary>Whether the middleware's own call was skipped, so that a policy of the default scheme must authenticate by itself.</summary>
    public bool Skipped { get; set; }

    /// <summary>Whether the middleware's own call was carried out before routing, so that it knew nothing of the endpoint's policy.</summary>
    public bool RanBeforeRouting { get; set; }

    /// <summary>Whether another scheme challenged or forbade, so that the caller may not know of API keys at all.</summary>
    public bool IsRefusedByOthers { get; set; }

    /// <summary>What an authorization failed on, while its schemes forbid.</summary>
    public AuthorizationFailure? Failure { get; set; }

    /// <summary>The place of all keys so far that caches must be kept farthest from.</summary>
    public KeySource Source { get; set; }

    /// <summary>The refusal to answer with, the most telling one so far.</summary>
    public ErrorResponse? ErrorResponse { get; private set; }

    /// <summary>The page for the status of the response, where the app has such pages and a problem takes its place.</summary>
    public IStatusCodePagesFeature? Page { get; set; }

    // By type as a value: a generic call by interface takes several times as long.
    public static ApiKeyVerificationFeature? Find(HttpContext context) => (ApiKeyVerificationFeature?)context.Features[typeof(ApiKeyVerificationFeature)];

    public static ApiKeyVerificationFeature Of(HttpContext context)
    {
        var request = Find(context);
        if (request is null)
        {
            context.Features[typeof(ApiKeyVerificationFeature)] = request = new ApiKeyVerificationFeature();
        }

        return request;
    }

    /// <summary>
    /// The authentication middleware sets a new <see cref="IAuthenticationFeature"/> each time it runs, and its own call is the first
    /// one for the default scheme behind that.
    /// </summary>
    public bool IsMiddlewareCall(IAuthenticationFeature run, string? scheme, string? defaultScheme)
    {
        if (ReferenceEquals(run, _middlewareRun) || scheme is null || scheme != defaultScheme)
        {
            return false;
        }

        _middlewareRun = run;
        return true;
    }

    /// <summary>Whether a key was sent that is not let in.</summary>
    public bool HasRejectedKey => _verifications?.AnyRejected() == true;

    /// <summary>Whether the response may depend on a key. A JSON Web Token is none.</summary>
    public bool HasKey => _verifications?.AnyKey() == true;

    /// <summary>The verification of a key that this request has begun: further policies, explicit calls and re-executions share it.</summary>
    public RequestVerification? Find(string scheme, in KeyHash key)
    {
        var result = _verifications;
        while (result is not null && (result.Key != key || result.Scheme != scheme))
        {
            result = result.Earlier;
        }

        return result;
    }

    /// <summary>What the scheme looked at last.</summary>
    public RequestVerification? LastOf(string scheme)
    {
        var result = _verifications;
        while (result is not null && result.Scheme != scheme)
        {
            result = result.Earlier;
        }

        return result;
    }

    public RequestVerification Add(string scheme, in KeyHash key, SchemeRequirements requirements, Task<VerificationResult> result, in KeyCredential credential) =>
        _verifications = new RequestVerification(scheme, key, requirements, result, _verifications)
        {
            ChallengeScheme = ChallengeSchemeOf(credential),
            Source = credential.Source,
            AuthorizationScheme = credential.AuthorizationScheme,
        };

    /// <summary>Keeps the more telling of two refusals; of two that tell as much, the first.</summary>
    /// <returns>Whether this is now the one to answer with.</returns>
    public bool Refuse(ErrorResponse error)
    {
        if (ErrorResponse is not null && ErrorResponseMapper.Precedence(error.Status) <= ErrorResponseMapper.Precedence(ErrorResponse.Status))
        {
            return false;
        }

        ErrorResponse = error;
        return true;
    }

    /// <summary>Leaves the page to the app again if the app changes the status.</summary>
    public void SuppressPage(int status) => Page?.Enabled = status != ErrorResponse?.Status;

    private static string? ChallengeSchemeOf(in KeyCredential credential) => credential.Kind == KeyCredentialKind.None
        ? null
        : credential.AuthorizationScheme ?? ApiKeyDefaults.AuthenticationScheme;
}

/// <summary>One verification of a request.</summary>
internal sealed class RequestVerification(string scheme, KeyHash key, SchemeRequirements requirements, Task<VerificationResult> result, RequestVerification? earlier)
{
    private readonly KeyHash _key = key;

    public string Scheme => scheme;

    public ref readonly KeyHash Key => ref _key;

    public SchemeRequirements Plan => requirements;

    public Task<VerificationResult> Completion => result;

    public RequestVerification? Earlier => earlier;

    /// <summary>The scheme of <c>WWW-Authenticate</c> for where the key stood.</summary>
    public required string? ChallengeScheme { get; init; }

    /// <summary>Where the key was sent.</summary>
    public required KeySource Source { get; init; }

    /// <summary>The scheme of the <c>Authorization</c> header, where the key was sent there.</summary>
    public required string? AuthorizationScheme { get; init; }

    /// <summary>Whether the app let the caller in although there is no verdict.</summary>
    public bool OutageOverridden { get; set; }

    /// <summary>Whether the answer's headers tell what it counted: handlers of a re-execution make their results of it, too.</summary>
    public bool RateLimitHeadersWritten { get; set; }

    /// <summary>Whether it was told that the endpoint asks for something else than was asked of the service.</summary>
    public bool VerifiedBeforeRouting { get; set; }

    /// <summary>The verdict, once a handler has made its result of it.</summary>
    public VerificationResult? Result { get; set; }

    public bool AnyKey() => Result is not { Outcome: VerificationOutcome.Token } || earlier?.AnyKey() == true;

    public bool AnyRejected() => (!OutageOverridden && Result is not { Outcome: VerificationOutcome.Valid }) || earlier?.AnyRejected() == true;
}
