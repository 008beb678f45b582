using System.Text.Json.Serialization;

namespace ApiKeyAuth.LocalService.Testing;

internal sealed record FaultData
{
    public required string Kind { get; init; }

    public string? Endpoint { get; init; }

    public int? Calls { get; init; }

    public double? Probability { get; init; }

    public int? Seed { get; init; }

    public long? DelayMs { get; init; }

    public int? Status { get; init; }

    public string? Body { get; init; }

    public string? ContentType { get; init; }

    /// <exception cref="ArgumentException">The data does not describe a fault.</exception>
    public LocalFault ToFault() => Bare() with
    {
        Endpoint = Endpoint,
        Calls = Calls ?? 1,
        Probability = Probability ?? 1,
        Seed = Seed ?? 0,
    };

    private LocalFault Bare() => Kind switch
    {
        "delay" => LocalFault.Delay(TimeSpan.FromMilliseconds(DelayMs ?? throw new ArgumentException("A delay needs delayMs."))),
        "refuse" => LocalFault.Refuse(),
        "reset" => LocalFault.Reset(),
        "garbage" => LocalFault.Garbage(),
        "status" => LocalFault.Status(
            Status ?? throw new ArgumentException("A status needs status."), Body ?? string.Empty, ContentType ?? "text/plain"),
        _ => throw new ArgumentException("The kind is delay, refuse, reset, status or garbage."),
    };
}

internal sealed record AdvanceData(long AdvanceMs);

internal sealed record ClockData(long Now);

internal sealed record CountsData(IReadOnlyDictionary<string, int> Calls, IReadOnlyDictionary<string, long> Credits);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(FaultData))]
[JsonSerializable(typeof(AdvanceData))]
[JsonSerializable(typeof(ClockData))]
[JsonSerializable(typeof(CountsData))]
internal sealed partial class ControlJson : JsonSerializerContext;
