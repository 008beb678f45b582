using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests.Replay;

/// <summary>A response in the form of the recordings.</summary>
internal sealed record Exchange(int Status, string ContentType, JsonNode? Body)
{
    public static async Task<Exchange> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new Exchange((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? string.Empty, Parse(text));
    }

    public static HttpRequestMessage Request(JsonObject step, Captures captures, IReadOnlyDictionary<string, string?> auths, long now)
    {
        var body = step.ContainsKey("rawBody") ? step["rawBody"]!.GetValue<string>()
            : step.ContainsKey("body") ? captures.Fill(step["body"], now)?.ToJsonString() ?? "null"
            : string.Empty;
        var path = step["path"]!.GetValue<string>();
        var request = new HttpRequestMessage(new HttpMethod(step["method"]?.GetValue<string>() ?? "POST"), path)
        {
            Content = new StringContent(body, mediaType: (MediaTypeHeaderValue?)null),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var auth = step["auth"]?.GetValue<string>() ?? "root";
        var credential = auths.TryGetValue(auth, out var token) ? token is null ? null : "Bearer " + token : captures.FillText(auth);
        Set(request, "Authorization", credential);
        foreach (var (name, value) in step["headers"]?.AsObject() ?? [])
        {
            Set(request, name, value is null ? null : captures.FillText(value.GetValue<string>()));
        }

        return request;
    }

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        HttpHeaders headers = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? request.Content!.Headers : request.Headers;
        headers.Remove(name);
        if (value is not null)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return new JsonObject { ["$raw"] = text };
        }
    }
}
