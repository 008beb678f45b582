using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Routing;

namespace ApiKeyAuth.OpenApi;

/// <summary>Collects the metadata of an operation from its action and its endpoint.</summary>
internal static class OperationMetadata
{
    /// <summary>
    /// Metadata of mapped controllers, or of their group, is on the endpoint and not on the action. A filter of MVC authorizes
    /// independently and is on neither.
    /// </summary>
    public static EndpointMetadataCollection Of(ActionDescriptor action, EndpointDataSource endpoints)
    {
        var endpoint = endpoints.Endpoints.FirstOrDefault(endpoint => endpoint.Metadata.GetMetadata<ActionDescriptor>() == action);
        IEnumerable<object> metadata = endpoint is null ? action.EndpointMetadata : endpoint.Metadata;
        var filters = action.FilterDescriptors.Select(descriptor => descriptor.Filter).OfType<AuthorizeFilter>();
        return new EndpointMetadataCollection([.. filters.SelectMany(Demanded), .. metadata]);
    }

    private static IEnumerable<object> Demanded(AuthorizeFilter filter) => filter.Policy is { } policy ? [policy] : filter.AuthorizeData ?? [];
}
