using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests.Replay;

/// <summary>
/// One text for equal answers: members sorted, arrays as multisets save inside metadata, validation errors only there or not, without
/// <c>keyspaceId</c> outside metadata: the recordings are older than that member.
/// </summary>
internal static class Canonical
{
    public static string Text(JsonNode? node, string? member = null, bool inMeta = false) => node switch
    {
        null => "null",
        JsonObject members => Members(members, inMeta || (member == "meta" && !members.ContainsKey("requestId"))),
        JsonArray items => Items(items.Select(item => Text(item, null, inMeta)), inMeta),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number =>
            value.GetValue<decimal>().ToString("G29", CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };

    private static string Members(JsonObject members, bool inMeta)
    {
        var texts = members
            .Where(pair => inMeta || pair.Key != "keyspaceId")
            .Where(pair => pair.Key != "errors" || pair.Value is JsonArray { Count: > 0 })
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"\"{pair.Key}\":{(pair.Key == "errors" ? "[...]" : Text(pair.Value, pair.Key, inMeta))}");
        return $"{{{string.Join(',', texts)}}}";
    }

    private static string Items(IEnumerable<string> items, bool inMeta) =>
        $"[{string.Join(',', inMeta ? items : items.Order(StringComparer.Ordinal))}]";
}
