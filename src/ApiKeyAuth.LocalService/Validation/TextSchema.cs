using System.Text.Json;
using System.Text.RegularExpressions;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>A string; lengths count Unicode code points.</summary>
internal sealed class TextSchema(int minLength, int maxLength, Regex? pattern) : Schema
{
    protected override string TypeName => "string";

    protected override bool HasType(JsonElement value) => value.ValueKind == JsonValueKind.String;

    protected override void CheckValue(JsonElement value, Violations found)
    {
        var text = value.GetString()!;
        var length = CodePoints(text);
        if (length < minLength)
        {
            found.Add("/minLength", $"minLength: got {length}, want {minLength}");
        }

        if (length > maxLength)
        {
            found.Add("/maxLength", $"maxLength: got {length}, want {maxLength}");
        }

        if (pattern is not null && !pattern.IsMatch(text))
        {
            found.Add("/pattern", $"does not match pattern '{Pattern.Published(pattern)}'");
        }
    }

    private static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var unit in text)
        {
            // Text from the reader is well formed, so each low surrogate follows its high surrogate.
            count -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return count;
    }
}
