using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ApiKeyAuth;

/// <summary>Evaluates permission requirements.</summary>
internal sealed class PermissionHandler(PermissionEvaluator evaluator) : IAuthorizationHandler
{
    // Not by the framework's base class: every authorization of the app comes here, and most have no permission to judge.
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        evaluator.Attach(context.User);
        foreach (var requirement in context.Requirements)
        {
            if (requirement is PermissionRequirement permission ? evaluator.IsSatisfied(context.User, permission.Query)
                : requirement is DeclaredPermission declared && IsSatisfied(context, declared))
            {
                context.Succeed(requirement);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Endpoints' queries were replaced before; what is left is either a hub method's or was named by code that runs.</summary>
    private bool IsSatisfied(AuthorizationHandlerContext context, DeclaredPermission declared)
    {
        if (context.Resource is HubInvocationContext invocation && HubEndpoint.Declares(invocation.HubMethod, declared))
        {
            return declared.Resolve(HubEndpoint.RouteValuesOf(invocation.Context.GetHttpContext())) is { } permission
                && evaluator.IsSatisfied(context.User, permission.Query);
        }

        evaluator.Logger.PermissionDenied(LogText.Of(declared.Text));
        return false;
    }
}
