using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.SignalR;

namespace ApiKeyAuth;

/// <summary>Finds attributes on methods of hubs and pages that have no effect there: their endpoints have the attributes of the class only.</summary>
internal static class MethodAttributes
{
    /// <summary>Returns a sentence for each method whose attributes would be ignored, with the remedy.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "SignalR keeps the methods of mapped hubs.")]
    public static IEnumerable<string> FindProblems(EndpointMetadataCollection metadata)
    {
        foreach (var method in metadata.GetMetadata<HubMetadata>()?.HubType.GetMethods(BindingFlags.Public | BindingFlags.Instance) ?? [])
        {
            if (NeedsOf(method).ToArray() is { Length: > 0 } needs)
            {
                yield return $"The hub method '{method.Name}' asks for {string.Join(", ", needs)}, but a key is verified when the connection is opened. "
                    + "Set the attribute on the hub.";
            }
        }

        foreach (var handler in metadata.GetMetadata<CompiledPageActionDescriptor>()?.HandlerMethods ?? [])
        {
            var needs = NeedsOf(handler.MethodInfo).Concat(PermissionsOf(handler.MethodInfo)).ToArray();
            if (needs.Length > 0)
            {
                yield return $"The page handler '{handler.MethodInfo.Name}' asks for {string.Join(", ", needs)}, but a key is verified before the handler is chosen. "
                    + "Set the attribute on the page model.";
            }
        }
    }

    private static IEnumerable<string> NeedsOf(MethodInfo method)
    {
        var attributes = new EndpointMetadataCollection(method.GetCustomAttributes(inherit: true));
        var needs = new EndpointRequirements(attributes).Needs(isEager: false);
        return attributes.GetMetadata<OptionalApiKeyAttribute>() is null ? needs : needs.Append("an optional key");
    }

    private static IEnumerable<string> PermissionsOf(MethodInfo method) =>
        method.IsDefined(typeof(RequirePermissionAttribute), inherit: true) ? ["a permission"] : [];
}
