using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

// What becomes of a verdict: a principal, or a refusal.
internal sealed partial class ApiKeyHandler
{
    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        RefuseAsync(VerdictRefusal() ?? Refusals.MissingKey(KeyUsage.Of(Options, EndpointAllowsQuery)), properties);

    // A caller that is forbidden something was let in: with a token for another scheme, where there was one.
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RefuseAsync(VerdictRefusal(KeyVerdictKind.Token) ?? Refusals.OfFailure(Failure), properties, Failure);

    /// <summary>Why a caller is forbidden something, as far as that was an authorization.</summary>
    private AuthorizationFailure? Failure => KeyRequest.Failure ?? ApiKeyIdentity.Of(Context.User)?.LastFailure;

    private Task<AuthenticateResult> ResultOf(RequestVerdict verification)
    {
        var verdict = verification.Concluded!;
        if (Options.IncludeRateLimitHeaders && !verification.IsTold && !Response.HasStarted)
        {
            verification.IsTold = true;
            RateLimitHeaders.Write(Response.Headers, verdict, TimeProvider.GetUtcNow());
        }

        return verdict switch
        {
            { Key: { } key } => Events.HandlesKeyVerified ? AdmitAsync(verification, key) : Task.FromResult(AuthenticateResult.Success(TicketFor(key))),
            { Kind: KeyVerdictKind.Unavailable } => StandInAsync(verification, verdict),
            _ => Task.FromResult(Fail(verdict)),
        };
    }

    private AuthenticateResult Fail(KeyVerdict verdict) => AuthenticateResult.Fail(Refusals.Of(verdict, Options).Title);

    private AuthenticationTicket TicketFor(ApiKeyInfo key)
    {
        Options.PermissionEvaluator ??= Context.RequestServices.GetRequiredService<PermissionEvaluator>();
        return new(
            new ClaimsPrincipal(new ApiKeyIdentity(key, Scheme.Name, Options)),
            key.Expires is { } expires ? new AuthenticationProperties { ExpiresUtc = expires } : null,
            Scheme.Name);
    }

    private async Task<AuthenticateResult> AdmitAsync(RequestVerdict verification, ApiKeyInfo key)
    {
        var ticket = TicketFor(key);
        var verified = new ApiKeyVerifiedContext(Context, Scheme, Options, key) { Principal = ticket.Principal, Properties = ticket.Properties };
        await Events.KeyVerified(verified);
        if (verified.Result is null)
        {
            verified.Success();
        }

        if (verified.Result!.Failure is not null)
        {
            verification.Concluded = KeyVerdict.Rejected;
        }

        return verified.Result;
    }

    /// <summary>The service gave no answer: perhaps the app lets somebody in all the same.</summary>
    private async Task<AuthenticateResult> StandInAsync(RequestVerdict verification, KeyVerdict verdict)
    {
        var unavailable = new ApiKeyServiceUnavailableContext(Context, Scheme, Options) { IsOutage = verdict.IsOutage, RequestId = verdict.RequestId };
        await Events.ServiceUnavailable(unavailable);
        if (unavailable.Result is null && verdict.IsOutage && Options.OutagePrincipal is { } standIn && await standIn(unavailable) is { } principal)
        {
            unavailable.Principal = principal;
            unavailable.Success();
        }

        // Whoever is let in, or taken as anonymous, is not refused for the outage later.
        verification.IsWaived = unavailable.Result is { Failure: null };
        return unavailable.Result ?? Fail(verdict);
    }

    private Refusal? VerdictRefusal(KeyVerdictKind but = KeyVerdictKind.Valid) =>
        KeyRequest.LastOf(Scheme.Name) is { IsWaived: false, Concluded: { Kind: not KeyVerdictKind.Valid } verdict } last && verdict.Kind != but
            ? RefusalOf(verdict, last)
            : null;

    private Refusal RefusalOf(KeyVerdict verdict, RequestVerdict of)
    {
        var refusal = Refusals.Of(verdict, Options);
        return verdict.Kind == KeyVerdictKind.Malformed
            ? refusal with { Detail = Refusals.MalformedDetail(KeyUsage.Of(Options, of.Source, of.AuthorizationScheme), Options) }
            : refusal;
    }

    private async Task RefuseAsync(Refusal refusal, AuthenticationProperties properties, AuthorizationFailure? failure = null)
    {
        var refused = new ApiKeyRefusedContext(Context, Scheme, Options, properties, refusal) { AuthorizationFailure = failure };
        await Events.Refused(refused);
        if (!refused.Handled)
        {
            RefusalWriter.Announce(
                Context, refusal, KeyRequest.LastOf(Scheme.Name)?.ChallengeScheme ?? Options.ChallengeScheme, Options, TimeProvider);
        }
    }
}
