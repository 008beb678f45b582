using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

internal sealed class ApiKeySecuritySchemeTransformer(ApiKeySchemes schemes) : IOpenApiDocumentTransformer
{
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var scheme in await schemes.NamesAsync())
        {
            document.AddComponent<IOpenApiSecurityScheme>(scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key, sent as 'Authorization: Bearer <key>'.",
            });
        }
    }
}
