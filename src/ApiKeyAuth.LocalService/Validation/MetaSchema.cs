using System.Runtime.InteropServices;
using System.Text.Json;
using ApiKeyAuth.LocalService.Http;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>Metadata of the caller. Only the number of its members is limited, and its numbers must fit a double.</summary>
internal sealed class MetaSchema(int maxProperties) : Schema
{
    protected override string TypeName => "object";

    protected override bool HasType(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    protected override void CheckValue(JsonElement value, Violations found)
    {
        var count = value.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal).Count();
        if (count > maxProperties)
        {
            found.Add("/maxProperties", $"maxProperties: got {count}, want {maxProperties}");
        }

        if (!IsFinite(value))
        {
            found.AddUndecodable();
        }
    }

    private static bool IsFinite(JsonElement value)
    {
        var reader = new Utf8JsonReader(
            JsonMarshal.GetRawUtf8Value(value), new JsonReaderOptions { MaxDepth = RequestBody.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetDouble(out var number) && double.IsFinite(number)))
            {
                return false;
            }
        }

        return true;
    }
}
