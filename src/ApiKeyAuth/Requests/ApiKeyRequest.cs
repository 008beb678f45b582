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
    private readonly List<(string Scheme, KeyHash Key, VerificationPlan Plan, Task<KeyVerdict> Verdict)> _verdicts = [];
    private readonly Dictionary<string, KeyVerdict> _latest = new(StringComparer.Ordinal);
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

    /// <summary>One verification a request and key: further policies, explicit calls and re-executions get the first one's verdict.</summary>
    public Task<KeyVerdict> VerifyOnce(
        string scheme, KeyHash key, VerificationPlan plan, Func<Task<KeyVerdict>> verify, out bool planIsLate)
    {
        foreach (var known in _verdicts)
        {
            if (known.Key == key && known.Scheme == scheme)
            {
                planIsLate = plan != known.Plan && plan != VerificationPlan.Empty;
                return known.Verdict;
            }
        }

        planIsLate = false;
        var verdict = verify();
        _verdicts.Add((scheme, key, plan, verdict));
        return verdict;
    }

    public void Conclude(string scheme, KeyVerdict verdict) => _latest[scheme] = verdict;

    public KeyVerdict? VerdictOf(string scheme) => _latest.GetValueOrDefault(scheme);

    /// <summary>Keeps the more telling of two refusals; of two that tell as much, the first.</summary>
    public void Refuse(Refusal refusal)
    {
        if (Refusal is null || Refusals.Rank(refusal.Status) > Refusals.Rank(Refusal.Status))
        {
            Refusal = refusal;
        }
    }
}
