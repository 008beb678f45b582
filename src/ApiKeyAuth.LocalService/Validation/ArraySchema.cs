using System.Text.Json;

namespace ApiKeyAuth.LocalService.Validation;

internal sealed class ArraySchema(Schema items, int minItems, int maxItems) : Schema
{
    protected override string TypeName => "array";

    protected override bool HasType(JsonElement value) => value.ValueKind == JsonValueKind.Array;

    protected override void CheckValue(JsonElement value, Violations found)
    {
        var length = value.GetArrayLength();
        if (length < minItems)
        {
            found.Add("/minItems", $"minItems: got {length}, want {minItems}");
        }

        if (length > maxItems)
        {
            found.Add("/maxItems", $"maxItems: got {length}, want {maxItems}");
        }

        foreach (var item in value.EnumerateArray())
        {
            if (found.IsFull)
            {
                break;
            }

            found.Within("/items", items, item);
        }
    }
}
