using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ApiKeyAuth.LocalService.Tests.Replay;

/// <summary>Replaces values that differ between runs by the placeholders of the recordings.</summary>
internal sealed partial class Normalisation(Captures captures, long now)
{
    private const long EarliestTime = 1_400_000_000_000;
    private const long ThreeDays = 3 * 86_400_000L;

    public JsonNode? Apply(JsonNode? node, string? member = null) => node switch
    {
        JsonObject meta when member == "meta" && !meta.ContainsKey("requestId") => meta.DeepClone(),
        JsonObject members => new JsonObject(members.Select(pair => KeyValuePair.Create(pair.Key, Apply(pair.Value, pair.Key)))),
        JsonArray items => new JsonArray([.. items.Select(item => Apply(item))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>(), member),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => Number(value, member),
        _ => node?.DeepClone(),
    };

    private string Text(string text, string? member) => member switch
    {
        "detail" or "message" or "fix" => "<text>",
        "key" when captures.NameOf(text) is null => "<key>",
        "externalId" when captures.NameOf(text) is null => text,
        "start" => $"<start of {text.Length}>",
        "cursor" => "<cursor>",
        _ => captures.NameOf(text) ?? (Id().Match(text) is { Success: true } id ? $"<{id.Groups[1].Value}_*>" : text),
    };

    private JsonNode Number(JsonValue value, string? member)
    {
        var number = (double)value.GetValue<decimal>();
        var offset = number - now;
        return member switch
        {
            "reset" when offset is >= -5000 and <= ThreeDays => "<reset>",
            _ when number <= EarliestTime => value.DeepClone(),
            "createdAt" or "updatedAt" => offset is >= -900_000 and < 2000 ? "<time recent>" : $"<time {number}>",
            "expires" => offset > 0 ? "<time future>" : "<time past>",
            _ => offset < -1000 ? "<time past>" : offset < 2000 ? "<time now>" : "<time future>",
        };
    }

    [GeneratedRegex(@"\A([a-z]+(?:_[a-z]+)?)_[A-Za-z0-9]{6,}\z")]
    private static partial Regex Id();
}
