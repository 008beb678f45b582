using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace ApiKeyAuth;

/// <summary>Replaces the permission queries that endpoints declare by name, for a request that such an endpoint matches.</summary>
internal static class DeclaredPolicies
{
    private static readonly ConditionalWeakTable<AuthorizationPolicy, AuthorizationPolicy> Constant = [];

    public static AuthorizationPolicy Resolve(AuthorizationPolicy policy, RouteValueDictionary values)
    {
        var (declares, depends) = (false, false);
        for (var i = 0; i < policy.Requirements.Count; i++)
        {
            if (policy.Requirements[i] is DeclaredPermission permission)
            {
                declares = true;
                depends |= permission.Parameters.Count > 0;
            }
        }

        return declares
            ? depends ? Replace(policy, values) : Constant.GetValue(policy, static key => Replace(key, []))
            : policy;
    }

    public static IAuthorizationRequirement Resolve(IAuthorizationRequirement requirement, RouteValueDictionary values) =>
        requirement is DeclaredPermission permission
            ? permission.Resolve(values) ?? (IAuthorizationRequirement)new ImpossiblePermission()
            : requirement;

    private static AuthorizationPolicy Replace(AuthorizationPolicy policy, RouteValueDictionary values) =>
        new(policy.Requirements.Select(requirement => Resolve(requirement, values)), policy.AuthenticationSchemes);
}
