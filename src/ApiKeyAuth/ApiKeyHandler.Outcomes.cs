using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

// Turns a verification result into a principal or an error response.
internal sealed partial class ApiKeyHandler
{
    private bool IsAuthenticated => Context.User.Identities.Any(identity => identity.IsAuthenticated);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties) =>
        await RejectAsync(VerificationErrorResponse(isChallenge: true) ?? await UnaskedRefusalAsync(), properties);

    // A forbidden caller is authenticated: by another scheme, if the credential is that scheme's token.
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RejectAsync(VerificationErrorResponse(isChallenge: false) ?? ErrorResponseMapper.OfFailure(Failure, Context.GetApiKey() is not null), properties, Failure);

    /// <summary>Returns the failed authorization that led to the forbid, or null if there was none.</summary>
    private AuthorizationFailure? Failure => KeyRequest.Failure ?? ApiKeyIdentity.Of(Context.User)?.LastFailure;

    private Task<AuthenticateResult> ResultOf(RequestVerification verification)
    {
        _verification = verification;
        var result = verification.Result!;
        if (Options.IncludeRateLimitHeaders && !verification.RateLimitHeadersWritten && !Response.HasStarted)
        {
            verification.RateLimitHeadersWritten = true;
            RateLimitHeaders.Write(Response.Headers, result, TimeProvider.GetUtcNow());
        }

        return result switch
        {
            { Key: { } key } => Events.HandlesKeyVerified ? AcceptAsync(verification, key) : Task.FromResult(AuthenticateResult.Success(TicketFor(key))),
            { Outcome: VerificationOutcome.Unavailable } => HandleUnavailableAsync(verification, result),
            _ => Task.FromResult(Fail(result)),
        };
    }

    private AuthenticateResult Fail(VerificationResult result) => AuthenticateResult.Fail(ErrorResponseMapper.Of(result, Options).Title);

    private AuthenticationTicket TicketFor(ApiKeyInfo key)
    {
        Options.PermissionEvaluator ??= Context.RequestServices.GetRequiredService<PermissionEvaluator>();
        return new(
            new ClaimsPrincipal(new ApiKeyIdentity(key, Scheme.Name, Options)),
            key.Expires is { } expires ? new AuthenticationProperties { ExpiresUtc = expires } : null,
            Scheme.Name);
    }

    private async Task<AuthenticateResult> AcceptAsync(RequestVerification verification, ApiKeyInfo key)
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
            verification.Result = VerificationResult.Rejected;
        }

        return verified.Result;
    }

    /// <summary>Handles an unavailable key service: an event of the app may accept the request.</summary>
    private async Task<AuthenticateResult> HandleUnavailableAsync(RequestVerification verification, VerificationResult result)
    {
        var unavailable = new ApiKeyServiceUnavailableContext(Context, Scheme, Options) { HasNoResponse = result.HasNoResponse, RequestId = result.RequestId };
        await Events.ServiceUnavailable(unavailable);
        if (unavailable.Result is null && result.HasNoResponse && Options.OutagePrincipal is { } standIn && await standIn(unavailable) is { } principal)
        {
            unavailable.Principal = principal;
            unavailable.Success();
        }

        // An outage does not reject a caller that is authenticated or anonymous by now.
        verification.OutageOverridden = unavailable.Result is { Failure: null };
        return unavailable.Result ?? Fail(result);
    }

    /// <summary>Returns the result for the credential unless it was accepted. An authentication that has not ended has no result.</summary>
    private ErrorResponse? VerificationErrorResponse(bool isChallenge)
    {
        var last = KeyRequest.LastOf(Scheme.Name);
        var isUnderWay = last is { Result: null } || _underWay is { IsCompleted: false };
        return (isUnderWay ? VerificationResult.Unfinished : last?.Result) switch
        {
            null or { Outcome: VerificationOutcome.Valid } => null,

            // A caller that another scheme authenticated with a token lacks a key; the token itself is not malformed.
            { Outcome: VerificationOutcome.Token } when !isChallenge || IsAuthenticated => null,

            // A caller that an event made anonymous during an outage did send a key, so the key is not missing.
            _ when last is { OutageOverridden: true } && !isChallenge => null,
            { Outcome: VerificationOutcome.Malformed } result => Malformed(result, last!.Source, last.AuthorizationScheme),
            { } result => ErrorResponseMapper.Of(result, Options),
        };
    }

    /// <summary>
    /// Returns the result of a credential that was not verified, or that is valid while the app challenges: the key is not missing.
    /// </summary>
    private async ValueTask<ErrorResponse> UnaskedRefusalAsync()
    {
        var received = Events.HandlesMessageReceived ? _received ?? await RaiseMessageReceivedAsync() : null;
        if (received?.Result is { Failure: not null })
        {
            return ErrorResponseMapper.Of(VerificationResult.Rejected, Options);
        }

        var credential = received is null ? ReadCredential() : ReadCredential(received);
        return credential.Kind switch
        {
            KeyCredentialKind.Key => ErrorResponseMapper.Unauthenticated,
            KeyCredentialKind.Token when !IsAuthenticated => ErrorResponseMapper.Of(VerificationResult.Token, Options),
            KeyCredentialKind.Malformed => Malformed(VerificationResult.Malformed, credential.Source, credential.AuthorizationScheme),
            _ => ErrorResponseMapper.MissingKey(KeyUsage.Of(Options, EndpointAllowsQuery)),
        };
    }

    private ErrorResponse Malformed(VerificationResult result, KeySource source, string? authorizationScheme) => ErrorResponseMapper.Of(result, Options) with
    {
        Detail = ErrorResponseMapper.MalformedDetail(KeyUsage.Of(Options, source, authorizationScheme), Options),
    };

    private async Task RejectAsync(ErrorResponse error, AuthenticationProperties properties, AuthorizationFailure? failure = null)
    {
        var rejected = new ApiKeyRejectedContext(Context, Scheme, Options, properties, error) { AuthorizationFailure = failure };
        await Events.Refused(rejected);
        if (!rejected.Handled)
        {
            ErrorResponseWriter.WriteHeaders(
                Context, error, KeyRequest.LastOf(Scheme.Name)?.ChallengeScheme ?? Options.ChallengeScheme, Options, TimeProvider);
        }
    }
}
