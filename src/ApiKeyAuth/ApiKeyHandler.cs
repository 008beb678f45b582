using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// The scheme. It is lazy: every verification may spend a credit, while the framework authenticates on every request.
/// <see cref="IAuthenticationHandler.AuthenticateAsync"/> is implemented again because the base keeps its first result for the
/// request, and a skipped call must not become that.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<ApiKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder, EndpointPolicies policies)
    : AuthenticationHandler<ApiKeyOptions>(options, logger, encoder), IAuthenticationHandler
{
    private ApiKeyRequest? _request;

    private ApiKeyRequest KeyRequest => _request ??= ApiKeyRequest.Of(Context);

    Task<AuthenticateResult> IAuthenticationHandler.AuthenticateAsync()
    {
        if (ResolveTarget(Options.ForwardAuthenticate) is not null)
        {
            return AuthenticateAsync();
        }

        var skip = MaySkipAsync();
        return skip.IsCompletedSuccessfully ? AuthenticateAsync(skip.Result) : AuthenticateAsync(skip);
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var credential = KeyCredential.Read(Request.Headers.Authorization);
        if (credential.Kind == KeyCredentialKind.None)
        {
            return AuthenticateResult.NoResult();
        }

        var verdict = credential.Kind == KeyCredentialKind.Key
            ? await VerifyAsync(credential.Key)
            : Decide(credential.Kind == KeyCredentialKind.Token ? KeyVerdict.Token : KeyVerdict.Malformed);
        return verdict switch
        {
            { Key: { } key } => AuthenticateResult.Success(TicketFor(key)),
            { } refused => AuthenticateResult.Fail(Refusals.Of(refused).Title),
            null => AuthenticateResult.Fail("The caller left before the key was verified."),
        };
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Refuse(VerdictRefusal() ?? Refusals.MissingKey);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Refuse(VerdictRefusal() ?? Refusals.OfFailure(KeyRequest.Failure));

    /// <summary>Whether nobody needs the answer: the framework asks by itself, and no policy of the endpoint reaches this scheme.</summary>
    private ValueTask<bool> MaySkipAsync() => KeyRequest.Caller switch
    {
        AuthenticationCaller.PolicyOfAnonymousEndpoint => ValueTask.FromResult(true),
        AuthenticationCaller.Middleware => MiddlewareMaySkipAsync(),
        _ => ValueTask.FromResult(false),
    };

    private async ValueTask<bool> MiddlewareMaySkipAsync() =>
        KeyRequest.Skipped = !(await policies.GetAsync(Context.GetEndpoint())).Reaches(Scheme.Name);

    private async Task<AuthenticateResult> AuthenticateAsync(ValueTask<bool> skip) => await AuthenticateAsync(await skip);

    private Task<AuthenticateResult> AuthenticateAsync(bool skip) => skip ? Task.FromResult(AuthenticateResult.NoResult()) : AuthenticateAsync();

    private KeyVerdict Decide(KeyVerdict verdict)
    {
        KeyRequest.Add(Scheme.Name, default, EndpointPlan.Empty, verdict.AsTask()).Concluded = verdict;
        return verdict;
    }

    /// <summary>The verdict on a key; null where the caller left before it was known.</summary>
    private async ValueTask<KeyVerdict?> VerifyAsync(ReadOnlyMemory<char> text)
    {
        var request = KeyRequest;
        var plan = request.Caller == AuthenticationCaller.Policy
            ? policies.PlanOf(request.Policy!, Context.GetEndpoint())
            : (await policies.GetAsync(Context.GetEndpoint())).PlanFor(Scheme.Name);
        var key = KeyHash.Of(text.Span);
        if (request.Find(Scheme.Name, key) is not { } verification)
        {
            verification = request.Add(Scheme.Name, key, plan, await BeginAsync(text, key, plan));
        }
        else if (plan.AsksOtherThan(verification.Plan))
        {
            Logger.PlanArrivedLate(Scheme.Name);
        }

        try
        {
            // A server makes the token when it is first asked for: most requests need not wait, and so need none.
            var verdict = verification.Verdict;
            return verification.Concluded = await (verdict.IsCompleted ? verdict : verdict.WaitAsync(Context.RequestAborted));
        }
        catch (OperationCanceledException) when (Context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private async ValueTask<Task<KeyVerdict>> BeginAsync(ReadOnlyMemory<char> text, KeyHash key, EndpointPlan endpointPlan)
    {
        var (plan, problem) = (endpointPlan.Plan, endpointPlan.Demand.Problem);
        if (endpointPlan.Demand.DependsOnRequest)
        {
            (plan, problem) = await RequestDemand.ResolveAsync(endpointPlan.Demand, plan, Context);
        }

        if (problem is not null)
        {
            Logger.BadDemand(Context.GetEndpoint()?.DisplayName, problem);
            return KeyVerdict.Misconfigured.AsTask();
        }

        var verifier = Context.RequestServices.GetRequiredKeyedService<KeyVerifier>(Scheme.Name);
        return verifier.Recall(key, plan)?.AsTask() ?? verifier.VerifyAsync(text.ToString(), key, plan);
    }

    private AuthenticationTicket TicketFor(ApiKeyInfo key)
    {
        var principal = new ClaimsPrincipal(new ApiKeyIdentity(key, Scheme.Name, Options.ClaimsIssuer ?? Scheme.Name));
        return new AuthenticationTicket(
            principal, key.Expires is { } expires ? new AuthenticationProperties { ExpiresUtc = expires } : null, Scheme.Name);
    }

    private Refusal? VerdictRefusal() =>
        KeyRequest.VerdictOf(Scheme.Name) is { Kind: not KeyVerdictKind.Valid } verdict ? Refusals.Of(verdict) : null;

    private Task Refuse(Refusal refusal)
    {
        RefusalWriter.Announce(Context, refusal, Options.Realm, TimeProvider);
        return Task.CompletedTask;
    }
}
