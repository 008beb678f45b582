using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

/// <summary>What XML comments of the app's code say of responses.</summary>
internal static class XmlComments
{
    // Where the compiler puts the transformers that it makes of XML comments; apps name it in InterceptorsNamespaces.
    private const string GeneratedNamespace = "Microsoft.AspNetCore.OpenApi.Generated";

    /// <summary>
    /// Returns the texts of <c>&lt;response&gt;</c> comments by status. The generated transformer has one chance to place them, on responses
    /// that are there when it runs, so it is asked again with responses of those statuses.
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
            // The generated code wants one comment for a status; where there are several none is placed, as without API keys.
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

    // There is no public way to the transformers of a document.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "OperationTransformers")]
    private static extern ref List<IOpenApiOperationTransformer> OperationTransformersOf(OpenApiOptions options);
}
