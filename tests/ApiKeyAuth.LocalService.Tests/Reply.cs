using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace ApiKeyAuth.LocalService.Tests;

/// <summary>A response of the service.</summary>
internal sealed record Reply(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    private const string TypePrefix = "https://unkey.com/docs/errors/";

    public JsonNode Body => JsonNode.Parse(Text)!;

    public JsonNode Data => Body["data"] ?? throw new InvalidOperationException(Text);

    /// <summary>The status, followed by the code of the result or the type of the error.</summary>
    public string Outcome => $"{Status} {Code ?? Type}".TrimEnd();

    public string? Code => Body["data"] is JsonObject data ? data["code"]?.GetValue<string>() : null;

    public string? Type => Body["error"]?["type"]?.GetValue<string>().Replace(TypePrefix, string.Empty, StringComparison.Ordinal);

    public IEnumerable<string> Locations => Body["error"]!["errors"]!.AsArray().Select(error => error!["location"]!.GetValue<string>());
}
