using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;

namespace ApiKeyAuth;

/// <summary>Where an optional key takes the place of what a group or a controller requires.</summary>
internal static class OptionalKey
{
    /// <summary>Whether the nearest authorization of an endpoint is an optional key: it then applies alone, as anonymous access would.</summary>
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

    /// <summary>Whether something else is required in the same place as an optional key, or nearer.</summary>
    public static bool IsContradicted(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<OptionalApiKeyAttribute>() is not null && (!IsNearest(metadata) || MembersOf(metadata).Any(IsContradicted));

    /// <summary>Returns the policy to evaluate: of a combination with an optional key, that of the optional key alone.</summary>
    public static AuthorizationPolicy Narrow(AuthorizationPolicy policy)
    {
        // Each request comes here, so nothing is allocated.
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
