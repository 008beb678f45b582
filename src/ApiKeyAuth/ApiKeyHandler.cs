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

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var credential = KeyCredential.Read(Request.Headers.Authorization);
        return credential.Kind switch
        {
            KeyCredentialKind.None => Task.FromResult(AuthenticateResult.NoResult()),
            KeyCredentialKind.Key => VerifyAsync(credential.Key),
            KeyCredentialKind.Token => Conclude(default, EndpointPlan.Empty, KeyVerdict.Token),
            _ => Conclude(default, EndpointPlan.Empty, KeyVerdict.Malformed),
        };
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Refuse(VerdictRefusal() ?? Refusals.MissingKey);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Refuse(VerdictRefusal() ?? Refusals.OfFailure(KeyRequest.Failure));

    /// <summary>Whether nobody needs the answer: the framework asks by itself, and no policy of the endpoint reaches this scheme.</summary>
    private ValueTask<bool> MaySkipAsync() => KeyRequest.Caller switch
    {
        _ when Options.Eager => ValueTask.FromResult(false),
        AuthenticationCaller.PolicyOfAnonymousEndpoint => ValueTask.FromResult(true),
        AuthenticationCaller.Middleware => MiddlewareMaySkipAsync(),
        _ => ValueTask.FromResult(false),
    };

    private async ValueTask<bool> MiddlewareMaySkipAsync() =>
        KeyRequest.Skipped = !(await policies.GetAsync(Context.GetEndpoint())).Reaches(Scheme.Name);

    private async Task<AuthenticateResult> AuthenticateAsync(ValueTask<bool> skip) => await AuthenticateAsync(await skip);

    private Task<AuthenticateResult> AuthenticateAsync(bool skip) => skip ? Task.FromResult(AuthenticateResult.NoResult()) : AuthenticateAsync();

    // Most requests need not wait for anything, so nothing on their way is an async method: each would cost a state machine.
    private Task<AuthenticateResult> VerifyAsync(ReadOnlyMemory<char> text)
    {
        if (KeyRequest.Caller == AuthenticationCaller.Policy)
        {
            return VerifyAsync(text, policies.PlanOf(KeyRequest.Policy!, Context.GetEndpoint()));
        }

        var policy = policies.GetAsync(Context.GetEndpoint());
        return policy.IsCompletedSuccessfully ? VerifyAsync(text, policy.Result.PlanFor(Scheme.Name)) : VerifyAsync(text, policy);
    }

    private async Task<AuthenticateResult> VerifyAsync(ReadOnlyMemory<char> text, ValueTask<EndpointPolicy> policy) =>
        await VerifyAsync(text, (await policy).PlanFor(Scheme.Name));

    private Task<AuthenticateResult> VerifyAsync(ReadOnlyMemory<char> text, EndpointPlan plan)
    {
        var key = KeyHash.Of(text.Span);
        if (KeyRequest.Find(Scheme.Name, key) is { } earlier)
        {
            if (plan.AsksOtherThan(earlier.Plan))
            {
                Logger.PlanArrivedLate(Scheme.Name);
            }

            return AwaitAsync(earlier);
        }

        var verifier = Context.RequestServices.GetRequiredKeyedService<KeyVerifier>(Scheme.Name);
        if (plan.Demand is not { DependsOnRequest: false, Problem: null })
        {
            return AwaitAsync(KeyRequest.Add(Scheme.Name, key, plan, VerifyDemandAsync(verifier, text, key, plan)));
        }

        return verifier.Recall(key, plan.Plan) is { } known
            ? Conclude(key, plan, known)
            : AwaitAsync(KeyRequest.Add(Scheme.Name, key, plan, verifier.VerifyAsync(text.ToString(), key, plan.Plan)));
    }

    private async Task<KeyVerdict> VerifyDemandAsync(KeyVerifier verifier, ReadOnlyMemory<char> text, KeyHash key, EndpointPlan endpointPlan)
    {
        var (plan, problem) = (endpointPlan.Plan, endpointPlan.Demand.Problem);
        if (endpointPlan.Demand.DependsOnRequest)
        {
            (plan, problem) = await RequestDemand.ResolveAsync(endpointPlan.Demand, plan, Context);
        }

        if (problem is not null)
        {
            Logger.BadDemand(Context.GetEndpoint()?.DisplayName, problem);
            return KeyVerdict.Misconfigured;
        }

        return verifier.Recall(key, plan) ?? await verifier.VerifyAsync(text.ToString(), key, plan);
    }

    private Task<AuthenticateResult> Conclude(in KeyHash key, EndpointPlan plan, KeyVerdict verdict)
    {
        KeyRequest.Add(Scheme.Name, key, plan, verdict.AsTask()).Concluded = verdict;
        return Task.FromResult(ResultOf(verdict));
    }

    private async Task<AuthenticateResult> AwaitAsync(RequestVerdict verification)
    {
        try
        {
            return ResultOf(verification.Concluded = await verification.Verdict.WaitAsync(Context.RequestAborted));
        }
        catch (OperationCanceledException) when (Context.RequestAborted.IsCancellationRequested)
        {
            return AuthenticateResult.Fail("The caller left before the key was verified.");
        }
    }

    private AuthenticateResult ResultOf(KeyVerdict verdict) => verdict.Key is { } key
        ? AuthenticateResult.Success(TicketFor(key))
        : AuthenticateResult.Fail(Refusals.Of(verdict).Title);

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
