using System.Globalization;
using System.Text.Json;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>
/// An integer by value: <c>1.0</c> and <c>1e3</c> are valid, but cannot be decoded, like integers with more than 64 bits.
/// </summary>
internal sealed class IntegerSchema(long minimum, long? maximum) : Schema
{
    protected override string TypeName => "integer";

    protected override bool HasType(JsonElement value) => value.ValueKind == JsonValueKind.Number && IntegerText.Read(value) is not null;

    protected override void CheckValue(JsonElement value, Violations found)
    {
        var number = IntegerText.Read(value)!.Value;
        if (number < minimum)
        {
            found.Add("/minimum", string.Create(CultureInfo.InvariantCulture, $"minimum: got {value.GetRawText()}, want {minimum}"));
        }

        if (number > maximum)
        {
            found.Add("/maximum", string.Create(CultureInfo.InvariantCulture, $"maximum: got {value.GetRawText()}, want {maximum}"));
        }

        if (!value.TryGetInt64(out _))
        {
            found.AddUndecodable();
        }
    }
}
