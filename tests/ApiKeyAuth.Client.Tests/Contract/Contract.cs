using System.Text.Json.Nodes;

namespace ApiKeyAuth.Client.Tests;

/// <summary>The facts of the protocol, as they were recorded with the service.</summary>
internal static class Contract
{
    /// <summary>Each endpoint by its name, such as <c>keys.getKey</c>.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Endpoints { get; } = Read()["endpoints"]!.AsArray()
        .Select(endpoint => endpoint!.AsObject()).ToDictionary(endpoint => endpoint["path"]!.GetValue<string>()["/v2/".Length..]);

    /// <summary>Each object of the responses by its name, such as <c>KeyDetails</c>.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Objects { get; } =
        Read()["objects"]!.AsObject().ToDictionary(named => named.Key, named => named.Value!.AsObject());

    private static JsonNode Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Contract", "codes.json"));
        return JsonNode.Parse(file)!;
    }
}
