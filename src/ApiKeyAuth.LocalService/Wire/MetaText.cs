using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ApiKeyAuth.LocalService.Http;

namespace ApiKeyAuth.LocalService.Wire;

/// <summary>The object that a caller attaches to a key or an identity, kept apart from the request it came with.</summary>
internal static class MetaText
{
    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = RequestBody.MaxDepth };

    /// <summary>A copy in compact form, in which every member stands once; null for an object without members.</summary>
    public static JsonElement? Copy(JsonElement? meta, out int length)
    {
        length = 0;
        if (meta is null || !meta.Value.EnumerateObject().Any())
        {
            return null;
        }

        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, WriterOptions))
        {
            Write(json, meta.Value);
        }

        length = text.WrittenCount;
        var reader = new Utf8JsonReader(text.WrittenSpan, new JsonReaderOptions { MaxDepth = RequestBody.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    private static void Write(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var (name, member) in LastOfEach(value))
            {
                json.WritePropertyName(name);
                Write(json, member);
            }

            json.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (var item in value.EnumerateArray())
            {
                Write(json, item);
            }

            json.WriteEndArray();
        }
        else
        {
            value.WriteTo(json);
        }
    }

    private static Dictionary<string, JsonElement> LastOfEach(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }
}
