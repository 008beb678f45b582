using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

/// <summary>API key schemes as security schemes of a document.</summary>
internal static class SecuritySchemes
{
    /// <summary>A security scheme has one place for its key: of several that the app reads, the first.</summary>
    public static OpenApiSecurityScheme Describe(string name, ApiKeyOptions options)
    {
        // The key of the component shows the name only where the name may be a key.
        var what = ComponentKeys.IsKey(name) ? "An API key" : $"An API key of the scheme '{name}'";
        return options switch
        {
            { AuthorizationSchemes: [var scheme, ..] } => new()
            {
                Type = SecuritySchemeType.Http,
                Scheme = scheme.ToLowerInvariant(),
                Description = $"{what}, sent as 'Authorization: {scheme} <key>'.",
            },
            { HeaderName: { } header } => In(ParameterLocation.Header, header, what),
            _ => In(ParameterLocation.Query, options.QueryParameterName, what),
        };
    }

    private static OpenApiSecurityScheme In(ParameterLocation place, string name, string what) => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = place,
        Name = name,
        Description = $"{what}.",
    };
}
