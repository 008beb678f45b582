using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace ApiKeyAuth;

/// <summary>Determines whether an optional key replaces the requirements of a group or a controller.</summary>
internal static class OptionalKey
{
    /// <summary>
    /// Returns whether the nearest authorization of an endpoint is an optional key. It then applies alone, as anonymous access would.
    /// </summary>
    public static bool IsNearest(EndpointMetadataCollection metadata)
    {
        for (var i = metadata.Count - 1; i >= 0; i--)
        {
            if (metadata[i] is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData)
            {
                return metadata[i] is OptionalApiKeyAttribute;
            }
        }

        return false;
    }

    /// <summary>Returns whether something else is required in the same place as an optional key, or nearer.</summary>
    public static bool IsContradicted(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<OptionalApiKeyAttribute>() is not null && (!IsNearest(metadata) || MembersOf(metadata).Any(IsContradicted));

    /// <summary>Returns the policy to evaluate: of a combination with an optional key, that of the optional key alone.</summary>
    public static AuthorizationPolicy Narrow(AuthorizationPolicy policy)
    {
        // Every request runs this, so nothing is allocated.
        var requirements = policy.Requirements;
        for (var i = 0; i < requirements.Count; i++)
        {
            if (requirements[i] is OptionalKeyRequirement { Policy: { } alone })
            {
                return alone;
            }
        }

        return policy;
    }

    private static IEnumerable<MemberInfo> MembersOf(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<ControllerActionDescriptor>() is { } action
            ? [action.MethodInfo, action.ControllerTypeInfo]
            : metadata.GetOrderedMetadata<MethodInfo>();

    private static bool IsContradicted(MemberInfo member)
    {
        var required = member.GetCustomAttributes(inherit: true).Where(attribute => attribute is IAuthorizeData or IAuthorizationRequirementData).ToArray();
        return required.Length > 1 && required.Any(attribute => attribute is OptionalApiKeyAttribute);
    }
}
