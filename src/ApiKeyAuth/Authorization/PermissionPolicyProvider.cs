using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>A policy name that nobody registered is a permission query. Registered policies win.</summary>
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
