using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>The one request that travels as a bare array.</summary>
internal sealed class MultiLimitRequestConverter : JsonConverter<MultiLimitRequest>
{
    public override MultiLimitRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new() { Limits = JsonSerializer.Deserialize(ref reader, KeyServiceJsonContext.Default.IReadOnlyListLimitRequest) ?? [] };

    public override void Write(Utf8JsonWriter writer, MultiLimitRequest value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Limits, KeyServiceJsonContext.Default.IReadOnlyListLimitRequest);
}
