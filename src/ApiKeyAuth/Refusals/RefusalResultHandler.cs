using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>Writes the refusal once all schemes of the policy have challenged or forbidden.</summary>
internal sealed class RefusalResultHandler([FromKeyedServices(ServiceDecoration.Inner)] IAuthorizationMiddlewareResultHandler inner)
    : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Succeeded
            ? inner.HandleAsync(next, context, policy, authorizeResult)
            : RefuseAsync(next, context, policy, authorizeResult);

    private async Task RefuseAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        ApiKeyRequest.Of(context).Failure = authorizeResult.AuthorizationFailure;
        await inner.HandleAsync(next, context, policy, authorizeResult);
        await RefusalWriter.CompleteAsync(context);
    }
}
