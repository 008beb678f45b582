using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client.Tests;

/// <summary>Metadata as an app might have it.</summary>
internal sealed record Plan(string Name, int Seats);

[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TestJsonContext : JsonSerializerContext;
