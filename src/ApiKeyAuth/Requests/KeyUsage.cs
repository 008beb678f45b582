namespace ApiKeyAuth;

/// <summary>How to send a key, as problems describe it.</summary>
internal static class KeyUsage
{
    /// <summary>Returns every place in which a scheme reads keys, or null where only the app's own code knows the place.</summary>
    public static string? Of(ApiKeyOptions options, bool allowsQuery)
    {
        List<string> places = [.. options.AuthorizationSchemes.Select(InAuthorization)];
        if (options.HeaderName is { } header)
        {
            places.Add(InHeader(header));
        }

        if (allowsQuery)
        {
            places.Add(InQuery(options.QueryParameterName));
        }

        return places.Count > 0 ? string.Join(" or ", places) : null;
    }

    /// <summary>Returns the place in which a credential was sent, or null where only the app's own code knows the place.</summary>
    public static string? Of(ApiKeyOptions options, KeySource source, string? authorizationScheme) => source switch
    {
        KeySource.Authorization when authorizationScheme is not null => InAuthorization(authorizationScheme),
        KeySource.Header when options.HeaderName is { } header => InHeader(header),
        KeySource.Query => InQuery(options.QueryParameterName),
        _ => null,
    };

    private static string InAuthorization(string scheme) => $"'Authorization: {scheme} <key>'";

    private static string InHeader(string name) => $"'{name}: <key>'";

    private static string InQuery(string parameter) => $"'?{parameter}=<key>'";
}
