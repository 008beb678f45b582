using System.Runtime.CompilerServices;
using ApiKeyAuth.OpenApi;
using Microsoft.AspNetCore.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Describes API key authentication in OpenAPI documents.</summary>
public static class ApiKeyOpenApiExtensions
{
    // Several calls for one document, such as two calls of AddOpenApi with its name, share its options.
    private static readonly ConditionalWeakTable<OpenApiOptions, ApiKeyTransformer> Transformers = [];

    /// <summary>
    /// Adds a security scheme for each API key scheme of the app, and describes the operations that need a key: their security requirement,
    /// what they require of the key (permissions, roles, credits, rate limits), and the responses 401, 403, 429 and 503 with the schema
    /// <c>ApiKeyProblem</c>. Texts of the app are kept and come first. Every such operation has 403, since the key service may forbid any
    /// key.
    /// </summary>
    /// <remarks>
    /// The order of this call, XML comments and other transformers does not matter, and calling it twice changes nothing. A scheme whose
    /// name cannot be the key of a component, such as <c>Partner keys</c>, gets a key that is made from it: <c>Partner_keys</c>.
    /// </remarks>
    /// <param name="options">The options of the document.</param>
    /// <returns>The same options.</returns>
    /// <exception cref="InvalidOperationException">Thrown when the document is generated and the app has no API key scheme.</exception>
    public static OpenApiOptions AddApiKeyAuthentication(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var transformer = new ApiKeyTransformer(options);
        return Transformers.TryAdd(options, transformer)
            ? options.AddOperationTransformer(transformer).AddDocumentTransformer(transformer)
            : options;
    }
}
