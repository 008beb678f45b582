using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>
/// Distinguishes the endpoints that frameworks create to reject a request (405, 415, an unsupported API version, an unimplemented gRPC
/// method) from those of the app. No code of the app runs at them, so nothing is charged for them.
/// </summary>
internal sealed class RejectionEndpoints(IServiceProvider services)
{
    /// <summary>The route constraint of the endpoints with which gRPC responds to calls that no service implements.</summary>
    private const string GrpcUnimplemented = "grpcunimplemented";

    /// <summary>Returns whether no code of the app runs at an endpoint. Called once for each endpoint.</summary>
    public bool Contains(Endpoint endpoint) =>
        !HasAuthorization(endpoint.Metadata)
        && (endpoint is RouteEndpoint route && IsUnimplementedGrpc(route) || !IsRegistered(endpoint));

    // Middleware of the app may set an endpoint that no data source has. Its requirements apply.
    private static bool HasAuthorization(EndpointMetadataCollection metadata) =>
        metadata.Any(item => item is IAuthorizeData or AuthorizationPolicy or IAuthorizationRequirementData or ICreditCost or ApiKeyRateLimitAttribute);

    private static bool IsUnimplementedGrpc(RouteEndpoint endpoint) => endpoint.RoutePattern.ParameterPolicies.Values
        .Any(policies => policies.Any(policy => policy.Content == GrpcUnimplemented));

    // Matcher policies reject with endpoints that are in no data source, with or without a route. Data sources may create
    // their endpoints anew each time, and a page is compiled to another endpoint, so identity is not enough.
    private bool IsRegistered(Endpoint endpoint) => services.GetService<EndpointDataSource>()?.Endpoints.Any(
        known => known == endpoint || (known is RouteEndpoint route && IsSameRoute(route, endpoint))) == true;

    private static bool IsSameRoute(RouteEndpoint known, Endpoint endpoint) =>
        endpoint is RouteEndpoint route && route.DisplayName == known.DisplayName && route.RoutePattern.RawText == known.RoutePattern.RawText;
}
