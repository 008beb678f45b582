using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;

namespace ApiKeyAuth;

/// <summary>Endpoints of SignalR hubs.</summary>
internal static class HubEndpoint
{
    /// <summary>Whether connections of a hub arrive here. A negotiation that came before has an endpoint of its own.</summary>
    public static bool IsConnection(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<HubMetadata>() is not null && metadata.GetMetadata<NegotiateMetadata>() is null;

    /// <summary>What methods of the hub ask of callers; their connections must be authenticated for it.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "SignalR keeps the methods of mapped hubs.")]
    public static IEnumerable<IAuthorizeData> AuthorizedMethods(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<HubMetadata>() is { HubType: var hub }
            ? hub.GetMethods(BindingFlags.Public | BindingFlags.Instance).SelectMany(method => method.GetCustomAttributes(inherit: true).OfType<IAuthorizeData>())
            : [];

    /// <summary>Keeps the route values for methods: long polling copies what a request carries, but not these.</summary>
    public static void KeepRouteValues(HttpContext context) =>
        context.Items[typeof(HubEndpoint)] = new RouteValueDictionary(context.Request.RouteValues);

    public static RouteValueDictionary RouteValuesOf(HttpContext? context) => context switch
    {
        { Request.RouteValues: { Count: > 0 } values } => values,
        not null when context.Items.TryGetValue(typeof(HubEndpoint), out var kept) => (RouteValueDictionary)kept!,
        _ => [],
    };

    /// <summary>Whether the metadata of a hub's method declares a permission query.</summary>
    public static bool Declares(MethodInfo method, DeclaredPermission permission) =>
        method.GetCustomAttributes(inherit: true).OfType<IAuthorizeData>().Any(data => data.Policy == permission.PolicyName);
}
