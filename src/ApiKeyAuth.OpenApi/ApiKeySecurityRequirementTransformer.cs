using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

internal sealed class ApiKeySecurityRequirementTransformer(ApiKeySchemes schemes, EndpointPolicies policies) : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = new EndpointMetadataCollection(context.Description.ActionDescriptor.EndpointMetadata);
        if (await policies.CombineAsync(metadata) is not { } policy)
        {
            return;
        }

        // Requirements beside each other are alternatives, as schemes of a policy are.
        foreach (var scheme in await schemes.ReachedByAsync(policy))
        {
            operation.Security ??= [];
            operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] });
        }
    }
}
