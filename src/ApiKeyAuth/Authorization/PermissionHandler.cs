using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>Evaluates permission queries on the service's facts, one identity at a time: two half-keys do not add up.</summary>
internal sealed class PermissionHandler : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.User.Identities.OfType<ApiKeyIdentity>().Any(identity => identity.Key.Satisfies(requirement.Query)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
