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
    async Task<AuthenticateResult> IAuthenticationHandler.AuthenticateAsync()
    {
        if (ResolveTarget(Options.ForwardAuthenticate) is null && await MaySkipAsync())
        {
            return AuthenticateResult.NoResult();
        }

        return await AuthenticateAsync();
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var credential = KeyCredential.Read(Request.Headers.Authorization);
        var request = ApiKeyRequest.Of(Context);
        if (credential.Kind == KeyCredentialKind.None)
        {
            return AuthenticateResult.NoResult();
        }

        var verdict = credential.Kind switch
        {
            KeyCredentialKind.Malformed => KeyVerdict.Malformed,
            KeyCredentialKind.Token => KeyVerdict.Token,
            _ => await VerifyAsync(request, credential.Key),
        };
        if (verdict is null)
        {
            return AuthenticateResult.Fail("The caller left before the key was verified.");
        }

        request.Conclude(Scheme.Name, verdict);
        return verdict.Key is { } key ? AuthenticateResult.Success(TicketFor(key)) : AuthenticateResult.Fail(Refusals.Of(verdict).Title);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        Refuse(VerdictRefusal() ?? Refusals.MissingKey);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Refuse(VerdictRefusal() ?? Refusals.OfFailure(ApiKeyRequest.Of(Context).Failure));

    /// <summary>Whether nobody needs the answer: the framework asks by itself, and no policy of the endpoint reaches this scheme.</summary>
    private async ValueTask<bool> MaySkipAsync()
    {
        var request = ApiKeyRequest.Of(Context);
        switch (request.Caller)
        {
            case AuthenticationCaller.PolicyOfAnonymousEndpoint:
                return true;
            case AuthenticationCaller.Middleware:
                request.Skipped = !(await policies.GetAsync(Context.GetEndpoint())).Reaches(Scheme.Name);
                return request.Skipped;
            default:
                return false;
        }
    }

    private async Task<KeyVerdict?> VerifyAsync(ApiKeyRequest request, string key)
    {
        var plan = request.Caller == AuthenticationCaller.Policy
            ? policies.PlanOf(request.Policy!, Context.GetEndpoint())
            : (await policies.GetAsync(Context.GetEndpoint())).PlanFor(Scheme.Name);
        var verifier = Context.RequestServices.GetRequiredKeyedService<KeyVerifier>(Scheme.Name);
        var hash = KeyHash.Of(key);
        var verification = request.VerifyOnce(
            Scheme.Name, hash, plan,
            () => verifier.Recall(hash, plan) is { } verdict ? Task.FromResult(verdict) : verifier.VerifyAsync(key, hash, plan), out var planIsLate);
        if (planIsLate)
        {
            Logger.PlanArrivedLate(Scheme.Name);
        }

        try
        {
            return await verification.WaitAsync(Context.RequestAborted);
        }
        catch (OperationCanceledException) when (Context.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    private AuthenticationTicket TicketFor(ApiKeyInfo key)
    {
        var identity = new ApiKeyIdentity(key, Scheme.Name, Options.ClaimsIssuer ?? Scheme.Name);
        return new AuthenticationTicket(
            new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = key.Expires }, Scheme.Name);
    }

    private Refusal? VerdictRefusal() =>
        ApiKeyRequest.Of(Context).VerdictOf(Scheme.Name) is { Kind: not KeyVerdictKind.Valid } verdict ? Refusals.Of(verdict) : null;

    private Task Refuse(Refusal refusal)
    {
        RefusalWriter.Announce(Context, refusal, Options.Realm, TimeProvider);
        return Task.CompletedTask;
    }
}
