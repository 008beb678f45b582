using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>Evaluates permission queries on the service's facts, one identity at a time: two half-keys do not add up.</summary>
internal sealed class PermissionHandler(IOptions<PermissionAuthorizationOptions> options) : IAuthorizationHandler
{
    private readonly ISet<string> _claimTypes = options.Value.ClaimTypes;

    // Not by the framework's base class: every authorization of the app comes here, and most have no permission to judge.
    public Task HandleAsync(AuthorizationHandlerContext context)
    {
        foreach (var requirement in context.Requirements)
        {
            if (requirement is PermissionRequirement permission && context.User.Identities.Any(identity => Satisfies(identity, permission)))
            {
                context.Succeed(permission);
            }
        }

        return Task.CompletedTask;
    }

    private bool Satisfies(ClaimsIdentity identity, PermissionRequirement requirement) =>
        identity is ApiKeyIdentity key ? key.Satisfies(requirement.Query) : SatisfiesByClaims(identity, requirement);

    private bool SatisfiesByClaims(ClaimsIdentity identity, PermissionRequirement requirement) =>
        _claimTypes.Count > 0
        && identity.IsAuthenticated
        && requirement.Query.IsSatisfiedBy(
            identity.Claims.Where(claim => _claimTypes.Contains(claim.Type)).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
