using System.Buffers.Text;
using System.Text.Json;

namespace ApiKeyAuth;

/// <summary>Tells a JSON Web Token (RFC 7519) from a key, so that one service's tokens are never shown to another.</summary>
internal static class JsonWebToken
{
    public static bool LooksLikeOne(ReadOnlySpan<char> credential)
    {
        var first = credential.IndexOf('.');
        var last = credential.LastIndexOf('.');
        if (first <= 0 || last <= first + 1 || last == credential.Length - 1)
        {
            return false;
        }

        var header = credential[..first];
        var payload = credential[(first + 1)..last];
        return !payload.Contains('.')
            && Base64Url.IsValid(header) && Base64Url.IsValid(payload) && Base64Url.IsValid(credential[(last + 1)..])
            && HasAlgorithm(header);
    }

    private static bool HasAlgorithm(ReadOnlySpan<char> header)
    {
        var reader = new Utf8JsonReader(Base64Url.DecodeFromChars(header));
        try
        {
            return JsonDocument.TryParseValue(ref reader, out var document)
                && document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("alg", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
