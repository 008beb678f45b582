using Microsoft.OpenApi;

namespace ApiKeyAuth.OpenApi;

/// <summary>Converts API key schemes to security schemes of a document.</summary>
internal static class SecuritySchemes
{
    /// <summary>A security scheme has one place for its key: the first of those that the app reads.</summary>
    public static OpenApiSecurityScheme Describe(string name, ApiKeyOptions options)
    {
        // The component key contains the scheme's name only if the name is a valid key.
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
