using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
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

    /// <summary>What an authorization failed on, while its schemes forbid.</summary>
    public AuthorizationFailure? Failure { get; set; }

    /// <summary>The refusal to answer with, the most telling one so far.</summary>
    public Refusal? Refusal { get; private set; }

    public static ApiKeyRequest Of(HttpContext context)
    {
        var request = context.Features.Get<ApiKeyRequest>();
        if (request is null)
        {
            context.Features.Set(request = new ApiKeyRequest());
        }

        return request;
    }

    /// <summary>
    /// The authentication middleware sets a new <see cref="IAuthenticationFeature"/> each time it runs, and its own call is the first
    /// one for the default scheme behind that.
    /// </summary>
    public bool IsMiddlewareCall(HttpContext context, string? scheme, string? defaultScheme)
    {
        var run = context.Features.Get<IAuthenticationFeature>();
        if (run is null || ReferenceEquals(run, _middlewareRun) || scheme is null || scheme != defaultScheme)
        {
            return false;
        }

        _middlewareRun = run;
        return true;
    }

    /// <summary>Whether a key was sent that is not let in.</summary>
    public bool HasRefusedKey => _verdicts?.AnyRefused() == true;

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

    /// <summary>What the scheme concluded last.</summary>
    public KeyVerdict? VerdictOf(string scheme)
    {
        var verdict = _verdicts;
        while (verdict is not null && (verdict.Concluded is null || verdict.Scheme != scheme))
        {
            verdict = verdict.Earlier;
        }

        return verdict?.Concluded;
    }

    public RequestVerdict Add(string scheme, in KeyHash key, EndpointPlan plan, Task<KeyVerdict> verdict) =>
        _verdicts = new RequestVerdict(scheme, key, plan, verdict, _verdicts);

    /// <summary>Keeps the more telling of two refusals; of two that tell as much, the first.</summary>
    public void Refuse(Refusal refusal)
    {
        if (Refusal is null || Refusals.Rank(refusal.Status) > Refusals.Rank(Refusal.Status))
        {
            Refusal = refusal;
        }
    }
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

    /// <summary>The verdict, once a handler has made its result of it.</summary>
    public KeyVerdict? Concluded { get; set; }

    public bool AnyRefused() => Concluded is not { Kind: KeyVerdictKind.Valid } || earlier?.AnyRefused() == true;
}
