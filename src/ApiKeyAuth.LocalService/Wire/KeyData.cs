using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.LocalService.Wire;

/// <summary>The key that management calls return. Empty members are null and are not serialized.</summary>
internal sealed record KeyData
{
    public required string KeyId { get; init; }

    public required string Start { get; init; }

    public required bool Enabled { get; init; }

    public required long CreatedAt { get; init; }

    public long? UpdatedAt { get; init; }

    public long? Expires { get; init; }

    public string? Name { get; init; }

    public JsonElement? Meta { get; init; }

    public IReadOnlyList<string>? Permissions { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    public CreditsData? Credits { get; init; }

    public IdentityData? Identity { get; init; }

    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitData>? RateLimits { get; init; }
}

internal sealed record CreditsData(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? Remaining, RefillData? Refill);

internal sealed record RefillData(string Interval, long Amount, long? RefillDay);

internal sealed record IdentityData(string Id, string ExternalId, JsonElement? Meta, [property: JsonPropertyName("ratelimits")] IReadOnlyList<RateLimitData>? RateLimits);

internal sealed record RateLimitData(string Id, string Name, long Limit, long Duration, bool AutoApply);
