using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.SignalR;

namespace ApiKeyAuth;

/// <summary>Finds the parameters that receive the verified key.</summary>
internal static class ApiKeyParameters
{
    /// <summary>Returns the parameters of the handler or the action at an endpoint.</summary>
    public static IEnumerable<ApiKeyParameter> Of(EndpointMetadataCollection metadata) =>
        metadata.GetOrderedMetadata<ApiKeyParameter>().Concat(metadata.GetMetadata<ControllerActionDescriptor>() is { } action ? OfAction(action) : []);

    /// <summary>Returns the parameters of all handlers of a page, and the bound properties of a page or a controller.</summary>
    public static IEnumerable<ApiKeyParameter> OfSome(EndpointMetadataCollection metadata)
    {
        var handlers = metadata.GetMetadata<CompiledPageActionDescriptor>()?.HandlerMethods ?? [];
        var properties = metadata.GetMetadata<ActionDescriptor>()?.BoundProperties ?? [];
        return handlers.SelectMany(handler => handler.Parameters).Select(parameter => parameter.ParameterInfo).Where(TakesKey).Select(ApiKeyParameter.Of)
            .Concat(properties.OfType<Microsoft.AspNetCore.Mvc.Infrastructure.IPropertyInfoParameterDescriptor>()
                .Select(property => property.PropertyInfo).Where(property => property.PropertyType == typeof(ApiKeyInfo)).Select(ApiKeyParameter.Of));
    }

    /// <summary>Returns the names of a hub's methods that would read the key from the client's arguments.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "SignalR keeps the methods of mapped hubs.")]
    public static IEnumerable<string> OfHub(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<HubMetadata>() is { HubType: var hub }
            ? hub.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.GetParameters().Any(TakesKey)).Select(method => method.Name)
            : [];

    private static IEnumerable<ApiKeyParameter> OfAction(ControllerActionDescriptor action) =>
        action.MethodInfo.GetParameters().Where(TakesKey).Select(ApiKeyParameter.Of);

    private static bool TakesKey(ParameterInfo parameter) => parameter.ParameterType == typeof(ApiKeyInfo);
}
