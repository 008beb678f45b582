using System.Text.Json;

namespace ApiKeyAuth.LocalService.Validation;

internal sealed class ChoiceSchema(string[] values) : Schema
{
    protected override string TypeName => "string";

    protected override bool HasType(JsonElement value) => value.ValueKind == JsonValueKind.String;

    protected override void CheckValue(JsonElement value, Violations found)
    {
        if (!values.Contains(value.GetString(), StringComparer.Ordinal))
        {
            found.Add("/enum", $"value must be one of '{string.Join("', '", values)}'");
        }
    }
}
