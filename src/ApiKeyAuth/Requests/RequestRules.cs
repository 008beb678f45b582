using System.Buffers;
using static System.FormattableString;

namespace ApiKeyAuth;

/// <summary>What the settings of reading and answering must fulfil.</summary>
internal static class RequestRules
{
    // The characters of a token (RFC 9110, section 5.6.2).
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static IEnumerable<string> Check(string path, ApiKeyOptions options)
    {
        foreach (var scheme in (options.AuthorizationSchemes ?? []).Where(scheme => !IsToken(scheme)))
        {
            yield return $"{path}:AuthorizationSchemes has '{scheme}'. Set names of authentication schemes, such as Bearer.";
        }

        if (options.AuthorizationSchemes is null)
        {
            yield return $"{path}:AuthorizationSchemes is null. Set an empty list where the Authorization header is not to be read.";
        }

        if (options.MetaClaims is null)
        {
            yield return $"{path}:MetaClaims is null. Set an empty dictionary where no metadata becomes claims.";
        }

        if (options.HeaderName is { } header && (!IsToken(header) || header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"{path}:HeaderName is '{header}'. Set the name of a header of its own, such as X-API-Key; "
                + "the Authorization header is read by AuthorizationSchemes.";
        }

        if (string.IsNullOrEmpty(options.QueryParameterName))
        {
            yield return $"{path}:QueryParameterName is empty. Set the name of a query parameter, such as access_token.";
        }

        if (options.MinKeyLength < 1 || options.MaxKeyLength > KeyCredential.MaxLength || options.MinKeyLength > options.MaxKeyLength)
        {
            yield return Invariant($"{path}:MinKeyLength is {options.MinKeyLength} and MaxKeyLength is {options.MaxKeyLength}. ")
                + $"Set lengths of 1 up to {KeyCredential.MaxLength}, the shorter first.";
        }

        if (options.KeyPrefix is { } prefix && (prefix.Length > options.MaxKeyLength || !KeyCredential.IsVisible(prefix)))
        {
            yield return $"{path}:KeyPrefix is '{prefix}'. "
                + "No key begins so: set visible ASCII characters other than a comma, at most MaxKeyLength.";
        }

        if (options.KeyAlphabet is { } alphabet && (alphabet.Length == 0 || !KeyCredential.IsVisible(alphabet)))
        {
            yield return $"{path}:KeyAlphabet is '{alphabet}'. Set visible ASCII characters other than a comma: others stand in no key.";
        }

        if (options.UsageExceededStatusCode is not (402 or 403 or 429))
        {
            yield return Invariant($"{path}:UsageExceededStatusCode is {options.UsageExceededStatusCode}. Set 402, 403 or 429.");
        }
    }

    private static bool IsToken(string? text) => text is { Length: > 0 } && !text.AsSpan().ContainsAnyExcept(TokenCharacters);
}
