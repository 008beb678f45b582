using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests.Replay;

/// <summary>Sends the requests of a recorded scenario and compares the responses with the recorded ones.</summary>
/// <param name="client">The client of the service.</param>
/// <param name="clock">The clock of the service.</param>
/// <param name="pause">Advances that clock by a recorded pause.</param>
/// <param name="auths">The tokens by their recorded names; null sends no token.</param>
internal sealed class Replayer(
    HttpClient client, TimeProvider clock, Action<TimeSpan> pause, IReadOnlyDictionary<string, string?> auths)
{
    private readonly Captures _captures = new();

    /// <returns>The differences, one text for each step that differs.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(JsonObject scenario, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        foreach (var (index, step) in scenario["steps"]!.AsArray().Index())
        {
            if (await DifferenceAsync(step!.AsObject(), cancellationToken) is { } difference)
            {
                differences.Add($"{index + 1:00} {step["name"]}: {difference}");
            }
        }

        return differences;
    }

    private async Task<string?> DifferenceAsync(JsonObject step, CancellationToken cancellationToken)
    {
        pause(TimeSpan.FromMilliseconds(step["sleepMs"]?.GetValue<int>() ?? 0));
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var request = Exchange.Request(step, _captures, auths, now);
        var seen = await Exchange.SendAsync(client, request, cancellationToken);
        foreach (var (name, path) in step["capture"]?.AsObject() ?? [])
        {
            _captures.Capture(name, path!.GetValue<string>(), seen.Body);
        }

        var expected = step["expect"]!.AsObject();
        var wanted = Describe(expected["status"]!.GetValue<int>(), expected["contentType"]?.GetValue<string>(), expected["body"]);
        var body = step["lengthOnly"]?.GetValue<bool>() == true ? OnlyLength(seen.Body) : seen.Body;
        var got = Describe(seen.Status, seen.ContentType, new Normalisation(_captures, now).Apply(body));
        return wanted == got ? null : $"{Environment.NewLine}  wanted {wanted}{Environment.NewLine}  got    {got}";
    }

    private static string Describe(int status, string? contentType, JsonNode? body) => $"{status} {contentType} {Canonical.Text(body)}";

    private static JsonNode? OnlyLength(JsonNode? body)
    {
        if (body?["data"] is JsonArray items)
        {
            body["data"] = new JsonArray([.. items.Select(_ => JsonValue.Create("<any>"))]);
        }

        return body;
    }
}
