using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>
/// What is remembered of a request while it lasts: who asks for authentication at this moment, the verdicts, the refusals. A request
/// feature, so that it outlives handler instances and survives re-execution by an exception handler.
/// </summary>
internal sealed class ApiKeyRequest
{
    private RequestVerdict? _verdicts;
    private IAuthenticationFeature? _middlewareRun;

    /// <summary>Who asks for authentication at this moment.</summary>
    public AuthenticationCaller Caller { get; set; }

    /// <summary>The policy that is being evaluated, while <see cref="Caller"/> is an evaluator.</summary>
    public AuthorizationPolicy? Policy { get; set; }

    /// <summary>Whether the middleware's own call was skipped, so that a policy of the default scheme must authenticate by itself.</summary>
    public bool Skipped { get; set; }

    /// <summary>Whether the middleware's own call was carried out before routing, so that it knew nothing of the endpoint's policy.</summary>
    public bool AskedEarly { get; set; }

    /// <summary>Whether another scheme challenged or forbade, so that the caller may not know of API keys at all.</summary>
    public bool IsRefusedByOthers { get; set; }

    /// <summary>What an authorization failed on, while its schemes forbid.</summary>
    public AuthorizationFailure? Failure { get; set; }

    /// <summary>The place of all keys so far that caches must be kept farthest from.</summary>
    public KeySource Source { get; set; }

    /// <summary>The refusal to answer with, the most telling one so far.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>The page for the status of the response, where the app has such pages and a problem takes its place.</summary>
    public IStatusCodePagesFeature? Page { get; set; }

    // By type as a value: a generic call by interface takes several times as long.
    public static ApiKeyRequest? Find(HttpContext context) => (ApiKeyRequest?)context.Features[typeof(ApiKeyRequest)];

    public static ApiKeyRequest Of(HttpContext context)
    {
        var request = Find(context);
        if (request is null)
        {
            context.Features[typeof(ApiKeyRequest)] = request = new ApiKeyRequest();
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
    public bool HasRefusedKey => _verdicts?.AnyRefused() == true;

    /// <summary>Whether the response may depend on a key. A JSON Web Token is none.</summary>
    public bool HasKey => _verdicts?.AnyKey() == true;

    /// <summary>The verification of a key that this request has begun: further policies, explicit calls and re-executions share it.</summary>
    public RequestVerdict? Find(string scheme, in KeyHash key)
    {
        var verdict = _verdicts;
        while (verdict is not null && (verdict.Key != key || verdict.Scheme != scheme))
        {
            verdict = verdict.Earlier;
        }

        return verdict;
    }

    /// <summary>What the scheme looked at last.</summary>
    public RequestVerdict? LastOf(string scheme)
    {
        var verdict = _verdicts;
        while (verdict is not null && verdict.Scheme != scheme)
        {
            verdict = verdict.Earlier;
        }

        return verdict;
    }

    public RequestVerdict Add(string scheme, in KeyHash key, EndpointPlan plan, Task<KeyVerdict> verdict, in KeyCredential credential) =>
        _verdicts = new RequestVerdict(scheme, key, plan, verdict, _verdicts)
        {
            ChallengeScheme = ChallengeSchemeOf(credential),
            Source = credential.Source,
            AuthorizationScheme = credential.AuthorizationScheme,
        };

    /// <summary>Keeps the more telling of two refusals; of two that tell as much, the first.</summary>
    /// <returns>Whether this is now the one to answer with.</returns>
    public bool Refuse(Refusal refusal)
    {
        if (Refusal is not null && Refusals.Rank(refusal.Status) <= Refusals.Rank(Refusal.Status))
        {
            return false;
        }

        Refusal = refusal;
        return true;
    }

    /// <summary>Leaves the page to the app again if the app changes the status.</summary>
    public void SuppressPage(int status) => Page?.Enabled = status != Refusal?.Status;

    private static string? ChallengeSchemeOf(in KeyCredential credential) => credential.Kind == KeyCredentialKind.None
        ? null
        : credential.AuthorizationScheme ?? ApiKeyDefaults.AuthenticationScheme;
}

/// <summary>One verification of a request.</summary>
internal sealed class RequestVerdict(string scheme, KeyHash key, EndpointPlan plan, Task<KeyVerdict> verdict, RequestVerdict? earlier)
{
    private readonly KeyHash _key = key;

    public string Scheme => scheme;

    public ref readonly KeyHash Key => ref _key;

    public EndpointPlan Plan => plan;

    public Task<KeyVerdict> Verdict => verdict;

    public RequestVerdict? Earlier => earlier;

    /// <summary>The scheme of <c>WWW-Authenticate</c> for where the key stood.</summary>
    public required string? ChallengeScheme { get; init; }

    /// <summary>Where the key was sent.</summary>
    public required KeySource Source { get; init; }

    /// <summary>The scheme of the <c>Authorization</c> header, where the key was sent there.</summary>
    public required string? AuthorizationScheme { get; init; }

    /// <summary>Whether the app let the caller in although there is no verdict.</summary>
    public bool IsWaived { get; set; }

    /// <summary>Whether the answer's headers tell what it counted: handlers of a re-execution make their results of it, too.</summary>
    public bool IsTold { get; set; }

    /// <summary>Whether it was told that the endpoint asks for something else than was asked of the service.</summary>
    public bool PlanCameLate { get; set; }

    /// <summary>The verdict, once a handler has made its result of it.</summary>
    public KeyVerdict? Concluded { get; set; }

    public bool AnyKey() => Concluded is not { Kind: KeyVerdictKind.Token } || earlier?.AnyKey() == true;

    public bool AnyRefused() => (!IsWaived && Concluded is not { Kind: KeyVerdictKind.Valid }) || earlier?.AnyRefused() == true;
}
