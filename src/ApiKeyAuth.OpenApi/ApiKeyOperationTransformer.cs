using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

internal sealed class ApiKeyOperationTransformer(
    ApiKeySchemes schemes, EndpointPolicies policies, EndpointDataSource endpoints, IOptionsMonitor<ApiKeyOptions> options)
    : IOpenApiOperationTransformer
{
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = OperationMetadata.Of(context.Description.ActionDescriptor, endpoints);
        if (await policies.CombineAsync(metadata) is not { } policy || await schemes.ReachedByAsync(policy) is not { Count: > 0 } reached)
        {
            return;
        }

        // Requirements beside each other are alternatives, as schemes of a policy are.
        operation.Security ??= [];
        foreach (var scheme in reached)
        {
            operation.Security.Add(new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] });
        }

        var isOptional = policy.Requirements.OfType<OptionalKeyRequirement>().Any();
        if (isOptional)
        {
            operation.Security.Add([]);
        }

        operation.Description = OperationDescription.Extend(operation.Description, policy, new EndpointDemand(metadata));
        if (!isOptional || metadata.GetMetadata<OptionalApiKeyAttribute>() is { IgnoreRefusedKey: false })
        {
            RefusalResponses.AddTo(operation, context.Document, reached.Select(options.Get));
        }
    }
}
