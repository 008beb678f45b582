using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>
/// Records for which policy schemes authenticate, and authenticates the default scheme if the middleware's call for it was skipped: before
/// routing, under a global filter, in a branch.
/// </summary>
internal sealed class LazyPolicyEvaluator(
    [FromKeyedServices(ServiceDecoration.Inner)] IPolicyEvaluator inner, IAuthenticationSchemeProvider schemes) : IPolicyEvaluator
{
    public Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context)
    {
        policy = OptionalKey.Narrow(policy);
        var request = ApiKeyVerificationFeature.Of(context);

        // A policy without schemes authenticates none: the middleware's result applies, unless it was skipped.
        return policy.AuthenticationSchemes.Count == 0 && request is { Skipped: false, RanBeforeRouting: false }
            ? inner.AuthenticateAsync(policy, context)
            : AuthenticateAsync(policy, context, request);
    }

    /// <summary>Authorization middleware and filters call this, so a policy name may mean a query here.</summary>
    public async Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy, AuthenticateResult authenticationResult, HttpContext context, object? resource)
    {
        var result = await inner.AuthorizeAsync(
            DeclaredPolicies.Resolve(OptionalKey.Narrow(policy), context.Request.RouteValues), authenticationResult, context, resource);
        ApiKeyVerificationFeature.Of(context).Failure = result.AuthorizationFailure;
        return result;
    }

    private async Task<AuthenticateResult> AuthenticateAsync(AuthorizationPolicy policy, HttpContext context, ApiKeyVerificationFeature request)
    {
        var (caller, outer) = (request.Caller, request.Policy);
        var endpoint = context.GetEndpoint();
        var isAnonymous = endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        request.Caller = isAnonymous ? AuthenticationCaller.PolicyOfAnonymousEndpoint : AuthenticationCaller.Policy;
        request.Policy = policy;
        try
        {
            if (!isAnonymous && policy.AuthenticationSchemes.Count == 0 && (request.Skipped || endpoint is not null))
            {
                await AuthenticateDefaultAsync(context, sets: request.Skipped);
                (request.Skipped, request.RanBeforeRouting) = (false, false);
            }

            return await inner.AuthenticateAsync(policy, context);
        }
        finally
        {
            (request.Caller, request.Policy) = (caller, outer);
        }
    }

    /// <summary>
    /// A key that was verified before routing is not verified again: the scheme only warns about the requirements that were not checked.
    /// </summary>
    private async Task AuthenticateDefaultAsync(HttpContext context, bool sets)
    {
        var scheme = await schemes.GetDefaultAuthenticateSchemeAsync();
        var result = await context.AuthenticateAsync(scheme?.Name);
        if (sets && result.Succeeded)
        {
            context.User = result.Principal;
            var feature = new AuthenticatedFeature(result);
            context.Features.Set<IAuthenticateResultFeature>(feature);
        }
    }

    private sealed class AuthenticatedFeature(AuthenticateResult result) : IAuthenticateResultFeature
    {
        public AuthenticateResult? AuthenticateResult { get; set; } = result;
    }
}
