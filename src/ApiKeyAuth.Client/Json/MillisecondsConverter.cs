using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Durations travel as milliseconds; the service's 64 bits reach further than a <see cref="TimeSpan"/>, so they saturate.</summary>
internal sealed class MillisecondsConverter : JsonConverter<TimeSpan>
{
    private const long Longest = long.MaxValue / TimeSpan.TicksPerMillisecond;

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TimeSpan.FromMilliseconds(Math.Clamp(reader.GetInt64(), -Longest, Longest));

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Ticks / TimeSpan.TicksPerMillisecond);
}
