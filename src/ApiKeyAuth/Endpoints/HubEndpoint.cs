using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;

namespace ApiKeyAuth;

/// <summary>Recognizes endpoints of SignalR hubs.</summary>
internal static class HubEndpoint
{
    /// <summary>Returns whether an endpoint receives connections of a hub. The negotiation has its own endpoint.</summary>
    public static bool IsConnection(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<HubMetadata>() is not null && metadata.GetMetadata<NegotiateMetadata>() is null;

    /// <summary>Returns what methods of the hub require of callers. Their connections must be authenticated for it.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "SignalR keeps the methods of mapped hubs.")]
    public static IEnumerable<IAuthorizeData> AuthorizedMethods(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<HubMetadata>() is { HubType: var hub }
            ? hub.GetMethods(BindingFlags.Public | BindingFlags.Instance).SelectMany(method => method.GetCustomAttributes(inherit: true).OfType<IAuthorizeData>())
            : [];

    /// <summary>Keeps the route values for methods: long polling copies other request data, but not these.</summary>
    public static void KeepRouteValues(HttpContext context) =>
        context.Items[typeof(HubEndpoint)] = new RouteValueDictionary(context.Request.RouteValues);

    public static RouteValueDictionary RouteValuesOf(HttpContext? context) => context switch
    {
        { Request.RouteValues: { Count: > 0 } values } => values,
        not null when context.Items.TryGetValue(typeof(HubEndpoint), out var kept) => (RouteValueDictionary)kept!,
        _ => [],
    };

    /// <summary>Returns whether the metadata of a hub's method declares a permission query.</summary>
    public static bool Declares(MethodInfo method, DeclaredPermission permission) =>
        method.GetCustomAttributes(inherit: true).OfType<IAuthorizeData>().Any(data => data.Policy == permission.PolicyName);
}
