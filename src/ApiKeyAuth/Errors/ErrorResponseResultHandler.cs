using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>Writes the refusal once all schemes of the policy have challenged or forbidden.</summary>
internal sealed class ErrorResponseResultHandler(
    [FromKeyedServices(ServiceDecoration.Inner)] IAuthorizationMiddlewareResultHandler inner, EndpointPolicies policies, ApiKeySchemes schemes)
    : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Succeeded)
        {
            return RejectAsync(next, context, policy, authorizeResult);
        }

        return policies.RequirementsOf(context.GetEndpoint()).TakesKey && context.GetApiKey() is null
            ? DemandKeyAsync(context, policy)
            : inner.HandleAsync(next, context, policy, authorizeResult);
    }

    private async Task RejectAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        ApiKeyVerificationFeature.Of(context).Failure = authorizeResult.AuthorizationFailure;
        await inner.HandleAsync(next, context, policy, authorizeResult);
        await ErrorResponseWriter.WriteBodyAsync(context);
    }

    /// <summary>Another scheme or an outage event authenticated the caller, but the handler cannot be called without a key.</summary>
    private async Task DemandKeyAsync(HttpContext context, AuthorizationPolicy policy)
    {
        var reached = await schemes.ReachedByAsync(policy);
        foreach (var scheme in reached.Count > 0 ? reached : await schemes.NamesAsync())
        {
            await context.ChallengeAsync(scheme);
        }

        await ErrorResponseWriter.WriteBodyAsync(context);
    }
}
