using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ApiKeyAuth.Client;

/// <summary>The rules of the service for metadata.</summary>
internal static class MetaRule
{
    /// <summary>More of a key's metadata is an error 500 of the service's database; more of an identity's it rejects.</summary>
    public const int KeyBytes = 65_535;

    // A list of keys with their identities puts four levels around it, and the result is at most 64 deep, which is what most readers take.
    private const int MostLevels = 60;

    public static void Check(
        JsonElement? value, int maxBytes = int.MaxValue, ArgumentPath at = default, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is not { } meta)
        {
            return;
        }

        if (meta.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("The metadata must be a JSON object.", at.Of(name));
        }

        CheckTokens(JsonMarshal.GetRawUtf8Value(meta), at.Of(name));
        if (JsonMarshal.GetRawUtf8Value(meta).Length > maxBytes && CompactBytes(meta) > maxBytes)
        {
            throw new ArgumentException($"The metadata must fit {maxBytes} bytes of JSON.", at.Of(name));
        }
    }

    /// <summary>Without recursion: the metadata may be nested deeper than a stack holds.</summary>
    private static void CheckTokens(ReadOnlySpan<byte> json, string path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MostLevels)
            {
                throw new ArgumentException($"The metadata must be nested at most {MostLevels} levels deep.", path);
            }

            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsUnicode(reader))
            {
                throw new ArgumentException("The texts of the metadata must be valid Unicode.", path);
            }
        }
    }

    private static bool IsUnicode(Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The service counts without blanks, and without escapes that it would not write itself.</summary>
    /// <summary>The service counts without blanks, and without escapes that it would not write itself.</summary>
    private static int CompactBytes(JsonElement meta)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        meta.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenCount;
    }
}
