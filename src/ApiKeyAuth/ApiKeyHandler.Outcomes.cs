using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

// What becomes of a verdict: a principal, or a refusal.
internal sealed partial class ApiKeyHandler
{
    private bool IsAuthenticated => Context.User.Identities.Any(identity => identity.IsAuthenticated);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties) =>
        await RefuseAsync(VerdictRefusal(isChallenge: true) ?? await UnaskedRefusalAsync(), properties);

    // A caller that is forbidden something was let in: with a token for another scheme, where there was one.
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RefuseAsync(VerdictRefusal(isChallenge: false) ?? Refusals.OfFailure(Failure, Context.GetApiKey() is not null), properties, Failure);

    /// <summary>Why a caller is forbidden something, as far as that was an authorization.</summary>
    private AuthorizationFailure? Failure => KeyRequest.Failure ?? ApiKeyIdentity.Of(Context.User)?.LastFailure;

    private Task<AuthenticateResult> ResultOf(RequestVerdict verification)
    {
        _verification = verification;
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

    /// <summary>What is known of the credential, unless it was let in. An authentication that still runs has no result.</summary>
    private Refusal? VerdictRefusal(bool isChallenge)
    {
        var last = KeyRequest.LastOf(Scheme.Name);
        var isUnderWay = last is { Concluded: null } || _underWay is { IsCompleted: false };
        return (isUnderWay ? KeyVerdict.Unfinished : last?.Concluded) switch
        {
            null or { Kind: KeyVerdictKind.Valid } => null,

            // A caller that another scheme authenticated by a token lacks a key; the token is not a bad one.
            { Kind: KeyVerdictKind.Token } when !isChallenge || IsAuthenticated => null,

            // Whoever an event took as anonymous in an outage is still not a caller without a key.
            _ when last is { IsWaived: true } && !isChallenge => null,
            { Kind: KeyVerdictKind.Malformed } verdict => Malformed(verdict, last!.Source, last.AuthorizationScheme),
            { } verdict => Refusals.Of(verdict, Options),
        };
    }

    /// <summary>Nobody asked about the credential, or the app challenges a key that is valid: it is not missing then.</summary>
    private async ValueTask<Refusal> UnaskedRefusalAsync()
    {
        var received = Events.HandlesMessageReceived ? _received ?? await RaiseMessageReceivedAsync() : null;
        if (received?.Result is { Failure: not null })
        {
            return Refusals.Of(KeyVerdict.Rejected, Options);
        }

        var credential = received is null ? ReadCredential() : ReadCredential(received);
        return credential.Kind switch
        {
            KeyCredentialKind.Key => Refusals.Unauthenticated,
            KeyCredentialKind.Token when !IsAuthenticated => Refusals.Of(KeyVerdict.Token, Options),
            KeyCredentialKind.Malformed => Malformed(KeyVerdict.Malformed, credential.Source, credential.AuthorizationScheme),
            _ => Refusals.MissingKey(KeyUsage.Of(Options, EndpointAllowsQuery)),
        };
    }

    private Refusal Malformed(KeyVerdict verdict, KeySource source, string? authorizationScheme) => Refusals.Of(verdict, Options) with
    {
        Detail = Refusals.MalformedDetail(KeyUsage.Of(Options, source, authorizationScheme), Options),
    };

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
