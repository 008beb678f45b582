using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

/// <summary>
/// Describes the operations of a document in the document transformer, when all operation transformers have run: XML comments replace the
/// description of an operation, and their <c>&lt;returns&gt;</c> counts only while the operation has a single response.
/// </summary>
internal sealed class ApiKeyTransformer(OpenApiOptions options) : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    private const string Mark = "ApiKeyAuth";

    private readonly Lock _lock = new();
    private bool _isLastAdded;

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        AddLast();
        operation.Metadata ??= new Dictionary<string, object>();
        operation.Metadata[Mark] = context;
        return Task.CompletedTask;
    }

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var services = context.ApplicationServices;
        var schemes = services.GetService<ApiKeySchemes>() ?? throw new InvalidOperationException(
            $"The OpenAPI document '{context.DocumentName}' describes API keys, but the app has no API key scheme. "
            + "Call builder.AddApiKeyAuthentication().");
        var settings = services.GetRequiredService<IOptionsMonitor<ApiKeyOptions>>();
        var components = new ApiKeyComponents(document, [.. (await schemes.NamesAsync()).Select(scheme => (scheme, settings.Get(scheme)))]);
        document.Metadata ??= new Dictionary<string, object>();
        document.Metadata[Mark] = components;

        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(operation => operation.Value))
        {
            if (operation.Metadata?.TryGetValue(Mark, out var noted) is true && noted is OpenApiOperationTransformerContext described)
            {
                await DescribeAsync(operation, described, components, schemes, settings, cancellationToken);
            }
        }
    }

    private async Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        ApiKeyComponents components,
        ApiKeySchemes schemes,
        IOptionsMonitor<ApiKeyOptions> settings,
        CancellationToken cancellationToken)
    {
        var services = context.ApplicationServices;
        var metadata = OperationMetadata.Of(context.Description.ActionDescriptor, services.GetRequiredService<EndpointDataSource>());
        if (await services.GetRequiredService<EndpointPolicies>().CombineAsync(metadata) is not { } policy
            || await schemes.ReachedByAsync(policy) is not { Count: > 0 } reached)
        {
            return;
        }

        components.Require(operation, reached);
        var isOptional = policy.Requirements.OfType<OptionalKeyRequirement>().Any();
        if (isOptional)
        {
            operation.Security!.Add([]);
        }

        operation.Description = Texts.Join(operation.Description, OperationDescription.Of(policy, new EndpointRequirements(metadata)));
        if (!isOptional || metadata.GetMetadata<OptionalApiKeyAttribute>() is { IgnoreRejectedKey: false })
        {
            var refusals = new ErrorResponses(reached.Select(settings.Get));
            var comments = await XmlComments.OfResponsesAsync(options, context, refusals.Statuses, cancellationToken);
            refusals.AddTo(operation, components, comments);
        }
    }

    /// <summary>
    /// A document transformer of the app that runs after this one may replace the components that operations refer to. Documents are
    /// generated after all transformers are added, so the transformer that the first operation of the first document adds runs after those
    /// of the app.
    /// </summary>
    private void AddLast()
    {
        lock (_lock)
        {
            if (!_isLastAdded)
            {
                _isLastAdded = true;
                options.AddDocumentTransformer((document, _, _) =>
                {
                    if (document.Metadata?.TryGetValue(Mark, out var components) is true)
                    {
                        ((ApiKeyComponents)components).Complete();
                    }

                    return Task.CompletedTask;
                });
            }
        }
    }
}
