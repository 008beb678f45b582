using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

/// <summary>Reads the app's XML comments on responses.</summary>
internal static class XmlComments
{
    // The namespace of the transformers that the compiler generates from XML comments; apps name it in InterceptorsNamespaces.
    private const string GeneratedNamespace = "Microsoft.AspNetCore.OpenApi.Generated";

    /// <summary>
    /// Returns the texts of <c>&lt;response&gt;</c> comments by status. The generated transformer writes them only to responses that exist
    /// when it runs, so this runs it again with responses of those statuses.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfResponsesAsync(
        OpenApiOptions options, OpenApiOperationTransformerContext context, IEnumerable<string> statuses, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var transformer in Generated(options))
        {
            foreach (var status in statuses)
            {
                if (await OfResponseAsync(transformer, context, status, cancellationToken) is { Length: > 0 } text)
                {
                    texts[status] = text;
                }
            }
        }

        return texts;
    }

    private static async Task<string?> OfResponseAsync(
        IOpenApiOperationTransformer transformer, OpenApiOperationTransformerContext context, string status, CancellationToken cancellationToken)
    {
        // A single response would get the text of <returns>.
        var response = new OpenApiResponse();
        var operation = new OpenApiOperation { Responses = new OpenApiResponses { [""] = new OpenApiResponse(), [status] = response } };
        try
        {
            await transformer.TransformAsync(operation, context, cancellationToken);
        }
        catch (InvalidOperationException)
        {
            // The generated code expects one comment for a status. If there are several, it writes none, as without API keys.
            return null;
        }

        return response.Description;
    }

    private static IOpenApiOperationTransformer[] Generated(OpenApiOptions options)
    {
        try
        {
            return [.. OperationTransformersOf(options).Where(transformer => transformer.GetType().Namespace == GeneratedNamespace)];
        }
        catch (MissingFieldException)
        {
            // Another version of the framework: the document is valid without these texts.
            return [];
        }
    }

    // The framework has no public API for the transformers of a document.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "OperationTransformers")]
    private static extern ref List<IOpenApiOperationTransformer> OperationTransformersOf(OpenApiOptions options);
}
