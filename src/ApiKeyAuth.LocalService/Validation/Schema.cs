using System.Text.Json;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>The subset of JSON Schema that request bodies need.</summary>
internal abstract class Schema
{
    private bool _nullable;

    protected abstract string TypeName { get; }

    /// <summary>Accepts an explicit null, too.</summary>
    public Schema OrNull()
    {
        _nullable = true;
        return this;
    }

    public void Check(JsonElement value, Violations found)
    {
        if (_nullable && value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (HasType(value))
        {
            CheckValue(value, found);
        }
        else
        {
            found.Add("/type", $"got {NameOf(value)}, want {(_nullable ? "null or " : string.Empty)}{TypeName}");
        }
    }

    protected abstract bool HasType(JsonElement value);

    protected abstract void CheckValue(JsonElement value, Violations found);

    private static string NameOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "boolean",
    };
}
