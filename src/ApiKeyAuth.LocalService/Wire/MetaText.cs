using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ApiKeyAuth.LocalService.Http;

namespace ApiKeyAuth.LocalService.Wire;

/// <summary>Copies the metadata of a key or identity out of the request body.</summary>
internal static class MetaText
{
    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = RequestBody.MaxDepth };

    /// <summary>Returns a compact copy with each member once, or null for an object without members.</summary>
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

    /// <summary>Writes without recursion, because bodies can be nested deeper than the stack allows.</summary>
    private static void Write(Utf8JsonWriter json, JsonElement meta)
    {
        var open = new Stack<(bool IsObject, IEnumerator<KeyValuePair<string, JsonElement>> Members)>();
        open.Push(Start(json, meta));
        while (open.TryPeek(out var level))
        {
            if (!level.Members.MoveNext())
            {
                End(json, open.Pop().IsObject);
                continue;
            }

            var (name, value) = level.Members.Current;
            if (level.IsObject)
            {
                json.WritePropertyName(name);
            }

            switch (value.ValueKind)
            {
                case JsonValueKind.Object or JsonValueKind.Array:
                    open.Push(Start(json, value));
                    break;
                case JsonValueKind.Number:
                    WriteNumber(json, value.GetDouble());
                    break;
                default:
                    value.WriteTo(json);
                    break;
            }
        }
    }

    private static (bool IsObject, IEnumerator<KeyValuePair<string, JsonElement>> Members) Start(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            return (true, LastOfEach(value).GetEnumerator());
        }

        json.WriteStartArray();
        return (false, value.EnumerateArray().Select(item => KeyValuePair.Create(string.Empty, item)).GetEnumerator());
    }

    private static void End(Utf8JsonWriter json, bool isObject)
    {
        if (isObject)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }

    /// <summary>
    /// The real service stores numbers as doubles, and writes all except very large and very small ones without an exponent.
    /// </summary>
    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (Math.Abs(number) is 0 or (>= 1e-6 and < 1e21))
        {
            var shortest = number.ToString("R", CultureInfo.InvariantCulture);
            json.WriteNumberValue(decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumberValue(number);
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
