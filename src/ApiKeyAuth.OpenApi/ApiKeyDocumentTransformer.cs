using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

internal sealed class ApiKeyDocumentTransformer(ApiKeySchemes schemes, IOptionsMonitor<ApiKeyOptions> options) : IOpenApiDocumentTransformer
{
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var scheme in await schemes.NamesAsync())
        {
            document.AddComponent<IOpenApiSecurityScheme>(scheme, Describe(options.Get(scheme)));
        }

        ProblemSchema.AddTo(document);
    }

    /// <summary>A scheme has one place for its key: of several that the app reads, the first.</summary>
    private static OpenApiSecurityScheme Describe(ApiKeyOptions options) => options switch
    {
        { AuthorizationSchemes: [var scheme, ..] } => new()
        {
            Type = SecuritySchemeType.Http,
            Scheme = scheme.ToLowerInvariant(),
            Description = $"An API key, sent as 'Authorization: {scheme} <key>'.",
        },
        { HeaderName: { } header } => In(ParameterLocation.Header, header),
        _ => In(ParameterLocation.Query, options.QueryParameterName),
    };

    private static OpenApiSecurityScheme In(ParameterLocation place, string name) => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = place,
        Name = name,
        Description = "An API key.",
    };
}
