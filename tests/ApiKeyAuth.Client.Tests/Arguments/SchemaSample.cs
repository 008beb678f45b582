using System.Text.Json.Nodes;

namespace ApiKeyAuth.Client.Tests;

/// <summary>Bodies that satisfy a schema of the contract with every member present, and the same with one member at or past a bound.</summary>
internal static class SchemaSample
{
    public static JsonNode Of(JsonObject schema) => Text(schema, "type") switch
    {
        "object" => new JsonObject(Members(schema).Select(member => KeyValuePair.Create(Text(member, "name")!, (JsonNode?)Of(member)))),
        "array" => new JsonArray(Of(schema["items"]!.AsObject())),
        "boolean" => true,
        "integer" => Math.Max(Number(schema, "minimum") ?? 0, Text(schema, "name") == "duration" ? 1000 : 1),
        _ => schema["enum"] is JsonArray choices ? choices[^1]!.DeepClone() : new string('a', 8),
    };

    /// <summary>Every value that a bound of the schema is about, put in its place in a sample.</summary>
    public static IEnumerable<(string Path, JsonNode Body, bool Allowed)> Bounds(JsonObject schema) =>
        Bounds(schema, "", value => value);

    private static IEnumerable<(string Path, JsonNode Body, bool Allowed)> Bounds(JsonObject schema, string path, Func<JsonNode, JsonNode> place)
    {
        foreach (var (rule, value, allowed) in Values(schema))
        {
            yield return ($"{path} {rule}", place(value), allowed);
        }

        foreach (var member in Members(schema))
        {
            var name = Text(member, "name")!;
            foreach (var bound in Bounds(member, $"{path}/{name}", value => place(With(schema, name, value))))
            {
                yield return bound;
            }
        }

        if (schema["items"] is JsonObject items)
        {
            foreach (var bound in Bounds(items, $"{path}[]", value => place(new JsonArray(value))))
            {
                yield return bound;
            }
        }
    }

    private static IEnumerable<(string Rule, JsonNode Value, bool Allowed)> Values(JsonObject schema)
    {
        // Where any character goes, each counts once although it takes two UTF-16 units. A permission query is a language of its own.
        var letter = schema.ContainsKey("pattern") || Text(schema, "name") == "permissions" ? "a" : "𝒶";
        foreach (var (rule, length, allowed) in AtAndPast(schema, "minLength", "maxLength").Where(bound => bound.Value >= 0))
        {
            yield return (rule, string.Concat(Enumerable.Repeat(letter, (int)length)), allowed);
        }

        foreach (var (rule, number, allowed) in AtAndPast(schema, "minimum", "maximum"))
        {
            yield return (rule, number, allowed);
        }

        foreach (var (rule, count, allowed) in AtAndPast(schema, "minItems", "maxItems"))
        {
            var items = Enumerable.Range(0, (int)count).Select(i => Named(schema["items"]!.AsObject(), i));
            yield return (rule, new JsonArray([.. items]), allowed);
        }

        if (Number(schema, "maxProperties") is { } most)
        {
            yield return ("maxProperties", Object(most), true);
            yield return ("maxProperties + 1", Object(most + 1), false);
        }

        if (schema.ContainsKey("pattern"))
        {
            yield return ("pattern", "aaaa aaaa", false);
            yield return ("pattern, line end", "aaaaaaaa\n", false);
            yield return ("pattern, not ASCII", "aaaaaaaé", false);
        }

        if (schema.ContainsKey("enum"))
        {
            yield return ("enum", "aaaaaaaa", false);
        }
    }

    private static IEnumerable<(string Rule, long Value, bool Allowed)> AtAndPast(JsonObject schema, string lower, string upper)
    {
        if (Number(schema, lower) is { } least)
        {
            yield return ($"{lower} {least}", least, true);
            yield return ($"{lower} {least} - 1", least - 1, false);
        }

        if (Number(schema, upper) is { } most)
        {
            yield return ($"{upper} {most}", most, true);
            yield return ($"{upper} {most} + 1", most + 1, false);
        }
    }

    /// <summary>Names must not repeat in a list.</summary>
    private static JsonNode Named(JsonObject schema, int number)
    {
        var sample = Of(schema);
        if (sample is JsonObject named && named.ContainsKey("name"))
        {
            named["name"] = $"name{number}";
            return named;
        }

        return sample is JsonValue ? $"name{number}" : sample;
    }

    private static JsonObject With(JsonObject schema, string name, JsonNode value)
    {
        var body = Of(schema).AsObject();
        body[name] = value;
        return body;
    }

    private static JsonObject Object(long members) => new(Enumerable.Range(0, (int)members).Select(i => KeyValuePair.Create($"m{i}", (JsonNode?)i)));

    private static IEnumerable<JsonObject> Members(JsonObject schema) =>
        new[] { "required", "optional" }.SelectMany(list => schema[list]?.AsArray() ?? []).Select(member => member!.AsObject());

    private static string? Text(JsonObject schema, string rule) => schema[rule]?.GetValue<string>();

    private static long? Number(JsonObject schema, string rule) => schema[rule] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
