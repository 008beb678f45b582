using System.Buffers.Text;
using System.Text.Json;

namespace ApiKeyAuth;

/// <summary>Tells a JSON Web Token (RFC 7519) from a key, so that one service's tokens are never shown to another.</summary>
internal static class JsonWebToken
{
    public static bool LooksLikeOne(ReadOnlySpan<char> credential)
    {
        // Signed or not three parts, encrypted five; an unsigned one ends in an empty part, an encrypted one may have one inside.
        if (credential.Count('.') is not (2 or 4))
        {
            return false;
        }

        foreach (var part in credential.Split('.'))
        {
            if (!Base64Url.IsValid(credential[part]))
            {
                return false;
            }
        }

        return HasAlgorithm(credential[..credential.IndexOf('.')]);
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
