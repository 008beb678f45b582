using ApiKeyAuth.OpenApi;
using Microsoft.AspNetCore.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Describes API key authentication in OpenAPI documents.</summary>
public static class ApiKeyOpenApiExtensions
{
    /// <summary>
    /// Adds a security scheme for each API key scheme of the app. Operations that need a key, and no others, require it, tell in their
    /// description what they ask of it (permissions, roles, credits, rate limits), and get the answers 401, 403, 429 and 503 with the
    /// schema <c>ApiKeyProblem</c>, save those that the app describes itself. 403 is among them wherever a key is verified, since the
    /// service may forbid any key.
    /// </summary>
    /// <param name="options">The options of the document.</param>
    /// <returns>The same options.</returns>
    public static OpenApiOptions AddApiKeyAuthentication(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options
            .AddDocumentTransformer<ApiKeyDocumentTransformer>()
            .AddOperationTransformer<ApiKeyOperationTransformer>();
    }
}
