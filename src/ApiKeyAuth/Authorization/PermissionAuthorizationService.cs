using System.Security.Claims;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>
/// Treats a policy name that the app's code checks, and that is not registered, as one exact permission. Such a name may contain data, so
/// it is never a query.
/// </summary>
internal sealed class PermissionAuthorizationService(
    [FromKeyedServices(ServiceDecoration.Inner)] IAuthorizationService inner, IServiceProvider services) : IAuthorizationService
{
    public Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, IEnumerable<IAuthorizationRequirement> requirements)
    {
        var result = inner.AuthorizeAsync(user, resource, requirements);
        return ApiKeyIdentity.Of(user) is { } key ? RememberAsync(key, result) : result;
    }

    public async Task<AuthorizationResult> AuthorizeAsync(ClaimsPrincipal user, object? resource, string policyName)
    {
        ArgumentNullException.ThrowIfNull(policyName);
        if (!PermissionPolicies.IsOurs(policyName) && await FindPolicyAsync(policyName) is { } policy
            && !policy.Requirements.Any(requirement => requirement is DeclaredPermission))
        {
            return await AuthorizeAsync(user, resource, policy.Requirements);
        }

        if (PermissionSyntax.IsPermission(policyName))
        {
            return await AuthorizeAsync(
                user, resource, [new DenyAnonymousAuthorizationRequirement(), new PermissionRequirement(PermissionQuery.Parse(policyName))]);
        }

        services.GetRequiredService<PermissionEvaluator>().Logger.PermissionDenied(LogText.Of(policyName));
        return await AuthorizeAsync(user, resource, [new ImpossiblePermission()]);
    }

    private static async Task<AuthorizationResult> RememberAsync(ApiKeyIdentity key, Task<AuthorizationResult> authorization)
    {
        var result = await authorization;
        key.LastFailure = result.Failure;
        return result;
    }

    /// <summary>Code may check a permission even if permissions of endpoints are ambiguous: it names no scheme.</summary>
    private async Task<AuthorizationPolicy?> FindPolicyAsync(string policyName)
    {
        var provider = services.GetRequiredService<IAuthorizationPolicyProvider>();
        return provider is PermissionPolicyProvider && await services.GetRequiredService<ApiKeySchemes>().IsAmbiguousAsync()
            ? await services.GetRequiredKeyedService<IAuthorizationPolicyProvider>(ServiceDecoration.Inner).GetPolicyAsync(policyName)
            : await provider.GetPolicyAsync(policyName);
    }
}
