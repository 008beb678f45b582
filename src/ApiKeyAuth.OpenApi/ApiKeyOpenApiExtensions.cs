using ApiKeyAuth.OpenApi;
using Microsoft.AspNetCore.OpenApi;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Describes API key authentication in OpenAPI documents.</summary>
public static class ApiKeyOpenApiExtensions
{
    /// <summary>
    /// Adds a bearer security scheme for each API key scheme of the app, and requires it on the operations that need a key, and on no
    /// others.
    /// </summary>
    /// <param name="options">The options of the document.</param>
    /// <returns>The same options.</returns>
    public static OpenApiOptions AddApiKeyAuthentication(this OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options
            .AddDocumentTransformer<ApiKeySecuritySchemeTransformer>()
            .AddOperationTransformer<ApiKeySecurityRequirementTransformer>();
    }
}
