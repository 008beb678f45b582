using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ApiKeyAuth.LocalService.Tests.Replay;

/// <summary>The captured values, and the templates that use them.</summary>
internal sealed partial class Captures
{
    private const int ShortestRecognised = 6;

    private readonly Dictionary<string, JsonNode> _values = [];

    public void Capture(string name, string path, JsonNode? body)
    {
        var value = path.Split('.').Aggregate(body, Step);
        _values[name] = value?.DeepClone() ?? throw new InvalidOperationException($"Nothing to capture at {path}.");
    }

    /// <summary>Returns the template of a captured text, or null.</summary>
    public string? NameOf(string text) =>
        text.Length >= ShortestRecognised
        && _values.LastOrDefault(pair => pair.Value.GetValueKind() == JsonValueKind.String && pair.Value.GetValue<string>() == text).Key
            is { } name
            ? "{{" + name + "}}"
            : null;

    public JsonNode? Fill(JsonNode? node, long now) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(FillText(member.Key), Fill(member.Value, now)))),
        JsonArray items => new JsonArray([.. items.Select(item => Fill(item, now))]),
        JsonValue value when value.TryGetValue(out string? text) => FillWhole(text, now),
        _ => node?.DeepClone(),
    };

    public string FillText(string text) => Variable().Replace(text, match => _values[match.Groups[1].Value].ToString());

    private JsonNode? FillWhole(string text, long now)
    {
        if (Moment().Match(text) is { Success: true } moment)
        {
            return now + long.Parse(moment.Groups[1].Value, CultureInfo.InvariantCulture);
        }

        return Variable().Match(text) is { Success: true } variable && variable.Length == text.Length
            ? _values[variable.Groups[1].Value].DeepClone()
            : FillText(text);
    }

    private static JsonNode? Step(JsonNode? node, string part) => node switch
    {
        JsonArray items => items[int.Parse(part, CultureInfo.InvariantCulture)],
        JsonObject members => members[part],
        _ => null,
    };

    [GeneratedRegex(@"\{\{([a-zA-Z0-9_]+)\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\A\{\{now([+-]\d+)\}\}\z")]
    private static partial Regex Moment();
}
