using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>Treats a policy name that is not registered as a permission query. Registered policies take precedence.</summary>
internal sealed class PermissionPolicyProvider(
    [FromKeyedServices(ServiceDecoration.Inner)] IAuthorizationPolicyProvider inner, PermissionPolicies permissions) : IAuthorizationPolicyProvider
{
    public bool AllowsCachingPolicies => inner.AllowsCachingPolicies;

    public Task<AuthorizationPolicy> GetDefaultPolicyAsync() => inner.GetDefaultPolicyAsync();

    public Task<AuthorizationPolicy?> GetFallbackPolicyAsync() => inner.GetFallbackPolicyAsync();

    public async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        !PermissionPolicies.IsOurs(policyName) && await inner.GetPolicyAsync(policyName) is { } registered
            ? registered
            : await permissions.GetAsync(policyName);
}
