using System.Text.Json;

namespace ApiKeyAuth.LocalService.Validation;

internal sealed class BooleanSchema : Schema
{
    protected override string TypeName => "boolean";

    protected override bool HasType(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    protected override void CheckValue(JsonElement value, Violations found)
    {
    }
}
