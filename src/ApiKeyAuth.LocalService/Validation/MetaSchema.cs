using System.Text.Json;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>An object of the caller's own; only the number of its members is limited, and its numbers must fit a double.</summary>
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

    private static bool IsFinite(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number),
        JsonValueKind.Array => value.EnumerateArray().All(IsFinite),
        JsonValueKind.Object => value.EnumerateObject().All(member => IsFinite(member.Value)),
        _ => true,
    };
}
