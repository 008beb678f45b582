using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Authenticates API keys. It is lazy: every verification may charge a credit, while the framework authenticates on every request. <see
/// cref="IAuthenticationHandler.AuthenticateAsync"/> is implemented again because the base class keeps its first result for the request,
/// and a skipped call must not become that result.
/// </summary>
internal sealed partial class ApiKeyHandler(
    IOptionsMonitor<ApiKeyOptions> options, ILoggerFactory logger, UrlEncoder encoder, EndpointPolicies policies)
    : AuthenticationHandler<ApiKeyOptions>(options, logger, encoder), IAuthenticationHandler
{
    private static readonly Task<object> NoEvents = Task.FromResult<object>(new ApiKeyEvents());

    private ApiKeyVerificationFeature? _request;
    private RequestVerification? _verification;
    private Task<AuthenticateResult>? _underWay;
    private ApiKeyMessageReceivedContext? _received;

    private new ApiKeyEvents Events => (ApiKeyEvents)base.Events!;

    private ApiKeyVerificationFeature KeyRequest => _request ??= ApiKeyVerificationFeature.Of(Context);

    Task<AuthenticateResult> IAuthenticationHandler.AuthenticateAsync()
    {
        if (ResolveTarget(Options.ForwardAuthenticate) is not null)
        {
            return AuthenticateAsync();
        }

        var skip = MaySkipAsync();
        return skip.IsCompletedSuccessfully ? AuthenticateAsync(skip.Result) : AuthenticateAsync(skip);
    }

    protected override Task<object> CreateEventsAsync() => NoEvents;

    // Most requests complete synchronously, so no method on their path is async: each would allocate a state machine.
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        Task<AuthenticateResult> authentication;
        try
        {
            authentication = Events.HandlesMessageReceived ? ReceiveAsync() : HandleAsync(ReadCredential());
        }
        catch (Exception exception)
        {
            authentication = Task.FromException<AuthenticateResult>(exception);
        }

        return authentication.IsCompletedSuccessfully ? authentication : _underWay = FinishAsync(authentication);
    }

    /// <summary>
    /// An authentication that ends without a result says nothing about the credential, so a challenge must not report the key as missing.
    /// Exceptions of the app's code are rethrown, except cancellations.
    /// </summary>
    private async Task<AuthenticateResult> FinishAsync(Task<AuthenticateResult> authentication)
    {
        try
        {
            return await authentication;
        }
        catch (OperationCanceledException cancellation)
        {
            EndWithoutResult();
            if (!Context.RequestAborted.IsCancellationRequested)
            {
                Logger.AuthenticationCancelled(Scheme.Name, cancellation);
            }

            return AuthenticateResult.Fail("The authentication was cancelled before the key was verified.");
        }
        catch
        {
            EndWithoutResult();
            throw;
        }
    }

    private void EndWithoutResult()
    {
        _verification ??= KeyRequest.Add(Scheme.Name, default, SchemeRequirements.Empty, VerificationResult.Unfinished.AsTask(), default);
        _verification.Result = VerificationResult.Unfinished;
    }

    /// <summary>
    /// Returns whether the result is not needed: the middleware authenticates, and no policy of the endpoint reaches this scheme.
    /// </summary>
    private ValueTask<bool> MaySkipAsync()
    {
        if (Options.Eager)
        {
            KeyRequest.RanBeforeRouting |= KeyRequest.Caller == AuthenticationCaller.Middleware && Context.GetEndpoint() is null;
            return ValueTask.FromResult(false);
        }

        return KeyRequest.Caller switch
        {
            AuthenticationCaller.PolicyOfAnonymousEndpoint => ValueTask.FromResult(true),
            AuthenticationCaller.Middleware => MiddlewareMaySkipAsync(),
            _ => ValueTask.FromResult(false),
        };
    }

    private ValueTask<bool> MiddlewareMaySkipAsync()
    {
        var policy = policies.GetAsync(Context.GetEndpoint());
        return policy.IsCompletedSuccessfully ? ValueTask.FromResult(MaySkip(policy.Result)) : MaySkipAsync(policy);
    }

    private async ValueTask<bool> MaySkipAsync(ValueTask<EndpointPolicy> policy) => MaySkip(await policy);

    private bool MaySkip(EndpointPolicy policy) => KeyRequest.Skipped = !policy.Reaches(Scheme.Name);

    private async Task<AuthenticateResult> AuthenticateAsync(ValueTask<bool> skip) => await AuthenticateAsync(await skip);

    private Task<AuthenticateResult> AuthenticateAsync(bool skip)
    {
        if (skip)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        WarnIfVerifiedBeforeRouting();
        return AuthenticateAsync();
    }

    private async Task<ApiKeyMessageReceivedContext> RaiseMessageReceivedAsync()
    {
        var received = new ApiKeyMessageReceivedContext(Context, Scheme, Options);
        await Events.MessageReceived(received);
        return _received = received;
    }

    private async Task<AuthenticateResult> ReceiveAsync()
    {
        var received = await RaiseMessageReceivedAsync();
        if (received.Result is { } result)
        {
            if (result.Failure is not null)
            {
                Complete(default, default, SchemeRequirements.Empty, VerificationResult.Rejected);
            }

            return result;
        }

        return await HandleAsync(ReadCredential(received));
    }

    private KeyCredential ReadCredential(ApiKeyMessageReceivedContext received) =>
        received.Key is { } own ? KeyCredential.Of(own.AsMemory(), KeySource.Elsewhere, Options) : ReadCredential();

    private KeyCredential ReadCredential() => KeyReader.Read(
        Options, Request.Headers, AllowsQuery() ? Request.Query : null, Options.ReadKey?.Invoke(Context));

    private bool EndpointAllowsQuery => policies.RequirementsOf(Context.GetEndpoint()).AllowsQuery;

    private bool AllowsQuery() => Request.QueryString.HasValue && EndpointAllowsQuery;

    private Task<AuthenticateResult> HandleAsync(KeyCredential credential)
    {
        if (credential.Kind == KeyCredentialKind.None)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        KeyedResponse.Protect(Context, credential.Source);
        return credential.Kind switch
        {
            KeyCredentialKind.Key => VerifyAsync(credential),
            KeyCredentialKind.Token => ResultOf(Complete(credential, default, SchemeRequirements.Empty, VerificationResult.Token)),
            _ => ResultOf(Complete(credential, default, SchemeRequirements.Empty, VerificationResult.Malformed)),
        };
    }

    private Task<AuthenticateResult> VerifyAsync(KeyCredential credential)
    {
        var requirements = RequirementsAsync();
        return requirements.IsCompletedSuccessfully ? VerifyAsync(credential, requirements.Result) : VerifyAsync(credential, requirements);
    }

    private async Task<AuthenticateResult> VerifyAsync(KeyCredential credential, ValueTask<SchemeRequirements> requirements) =>
        await VerifyAsync(credential, await requirements);

    private Task<AuthenticateResult> VerifyAsync(in KeyCredential credential, SchemeRequirements requirements)
    {
        var address = Options.ForwardClientAddress ? ClientAddress.Of(Context.Connection.RemoteIpAddress) : null;
        var key = KeyHash.Of(credential.Key.Span, address);
        if (KeyRequest.Find(Scheme.Name, key) is { } earlier)
        {
            return AwaitAsync(earlier);
        }

        if (requirements.Requirements.IsHub)
        {
            HubEndpoint.KeepRouteValues(Context);
        }

        if (requirements.For(Options.AllowPermissionWildcards, Request.RouteValues) is not { } asked)
        {
            return ResultOf(Complete(credential, key, requirements, VerificationResult.LacksPermission));
        }

        var verifier = Options.Verifier ?? Context.RequestServices.GetRequiredKeyedService<KeyVerifiers>(Scheme.Name).Of(Options);
        if (requirements.Requirements is not { DependsOnRequest: false, Problem: null })
        {
            Context.RequestAborted.ThrowIfCancellationRequested();
            return AwaitAsync(KeyRequest.Add(Scheme.Name, key, requirements, VerifyRequirementsAsync(verifier, credential.Key, key, requirements.Requirements, asked, address), credential));
        }

        if (verifier.FindCached(key, asked) is { } known)
        {
            return ResultOf(Complete(credential, key, requirements, known));
        }

        // A verification may charge a credit, and the caller has disconnected.
        Context.RequestAborted.ThrowIfCancellationRequested();
        return AwaitAsync(KeyRequest.Add(Scheme.Name, key, requirements, CallServiceAsync(verifier, credential.Key, key, asked, address), credential));
    }

    private Task<VerificationResult> CallServiceAsync(KeyVerifier verifier, ReadOnlyMemory<char> text, in KeyHash key, VerificationRequirements requirements, string? address) =>
        verifier.VerifyAsync(
            text.ToString(), key, EndpointTags.AddTo(requirements, Options.EndpointTags, Context.GetEndpoint(), Request.Method), address);

    private RequestVerification Complete(in KeyCredential credential, in KeyHash key, SchemeRequirements requirements, VerificationResult result)
    {
        var concluded = KeyRequest.Add(Scheme.Name, key, requirements, result.AsTask(), credential);
        concluded.Result = result;
        return concluded;
    }

    private async Task<AuthenticateResult> AwaitAsync(RequestVerification verification)
    {
        _verification = verification;
        verification.Result = await verification.Completion.WaitAsync(Context.RequestAborted);
        return await ResultOf(verification);
    }
}
