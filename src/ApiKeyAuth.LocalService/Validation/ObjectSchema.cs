using System.Text.Json;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>An object of known fields. Of a repeated member the last one is used.</summary>
internal sealed class ObjectSchema(Field[] fields, bool ignoresUnknown) : Schema
{
    protected override string TypeName => "object";

    protected override bool HasType(JsonElement value) => value.ValueKind == JsonValueKind.Object;

    protected override void CheckValue(JsonElement value, Violations found)
    {
        List<string>? missing = null;
        foreach (var field in fields)
        {
            if (field.TryGet(value, out var member))
            {
                found.Within(field.Location, field.Schema, member);
            }
            else if (field.IsRequired)
            {
                (missing ??= []).Add(field.Name);
            }
        }

        if (missing is not null)
        {
            found.Add("/required", $"missing {(missing.Count == 1 ? "property" : "properties")} '{string.Join("', '", missing)}'");
        }

        if (!ignoresUnknown)
        {
            CheckUnknown(value, found);
        }
    }

    private void CheckUnknown(JsonElement value, Violations found)
    {
        List<string>? unknown = null;
        foreach (var member in value.EnumerateObject())
        {
            if (!IsKnown(member))
            {
                (unknown ??= []).Add(member.Name);
                if (unknown.Count == Violations.Most)
                {
                    break;
                }
            }
        }

        if (unknown is not null)
        {
            found.Add("/additionalProperties", $"additional properties '{string.Join("', '", unknown.Distinct())}' not allowed");
        }
    }

    private bool IsKnown(JsonProperty member)
    {
        foreach (var field in fields)
        {
            if (field.IsNameOf(member))
            {
                return true;
            }
        }

        return false;
    }
}
