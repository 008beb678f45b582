using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace ApiKeyAuth;

/// <summary>Evaluates permission requirements.</summary>
internal sealed class PermissionHandler(PermissionEvaluator evaluator) : IAuthorizationHandler
{
    // Not derived from the framework's base class: every authorization of the app runs this handler, and most have no permission to check.
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

    /// <summary>
    /// Queries of endpoints are replaced earlier. The remaining ones belong to hub methods or to code that checks a name.
    /// </summary>
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
