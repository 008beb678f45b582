using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ApiKeyAuth;

/// <summary>Looks for a key in the places that a scheme allows.</summary>
internal static class KeyReader
{
    /// <param name="options">The scheme's places.</param>
    /// <param name="headers">The headers of the request.</param>
    /// <param name="query">Its query, where the endpoint allows a key there.</param>
    /// <param name="own">What the app's own code found.</param>
    public static KeyCredential Read(ApiKeyOptions options, IHeaderDictionary headers, IQueryCollection? query, string? own)
    {
        var credential = ReadAuthorization(options, headers.Authorization);
        if (options.HeaderName is { } header)
        {
            credential = credential.And(ReadValues(options, headers[header], KeySource.Header));
        }

        if (query is not null)
        {
            credential = credential.And(ReadValues(options, query[options.QueryParameterName], KeySource.Query));
        }

        return own is null ? credential : credential.And(KeyCredential.Of(own.AsMemory(), KeySource.Elsewhere, options));
    }

    /// <summary>Whether a key stands where caches do not look for credentials.</summary>
    public static bool IsOutsideAuthorization(ApiKeyOptions options, HttpRequest request, bool allowsQuery) =>
        (options.HeaderName is { } header && request.Headers.ContainsKey(header))
        || (allowsQuery && request.Query.ContainsKey(options.QueryParameterName))
        || options.ReadKey?.Invoke(request.HttpContext) is not null;

    /// <summary>Whether the <c>Authorization</c> header may hold a key. A JSON Web Token is another scheme's.</summary>
    public static bool IsInAuthorization(ApiKeyOptions options, HttpRequest request) =>
        ReadAuthorization(options, request.Headers.Authorization).Kind is KeyCredentialKind.Key or KeyCredentialKind.Malformed;

    private static KeyCredential ReadValues(ApiKeyOptions options, StringValues values, KeySource source) => values.Count switch
    {
        0 => default,
        1 => KeyCredential.Of((values[0] ?? "").AsMemory(), source, options),
        _ => new(KeyCredentialKind.Malformed, source),
    };

    private static KeyCredential ReadAuthorization(ApiKeyOptions options, StringValues values)
    {
        foreach (var header in values)
        {
            if (header is not null && SchemeOf(options, header) is { } scheme)
            {
                var credential = values.Count > 1
                    ? new KeyCredential(KeyCredentialKind.Malformed)
                    : KeyCredential.Of(header.AsMemory(scheme.Length).Trim(' '), KeySource.Authorization, options);
                return credential with { AuthorizationScheme = scheme };
            }
        }

        return default;
    }

    private static string? SchemeOf(ApiKeyOptions options, string header)
    {
        var schemes = options.AuthorizationSchemes;
        for (var i = 0; i < schemes.Count; i++)
        {
            var scheme = schemes[i];
            if (header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
                && (header.Length == scheme.Length || header[scheme.Length] is ' ' or '\t' or ','))
            {
                return scheme;
            }
        }

        return null;
    }
}
