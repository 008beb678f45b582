using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.LocalService.Wire;

/// <summary>The response data of <c>keys.verifyKey</c>.</summary>
internal sealed record VerificationData
{
    public required bool Valid { get; init; }

    public required string Code { get; init; }

    public string? KeyId { get; init; }

    public string? KeyspaceId { get; init; }

    public bool? Enabled { get; init; }

    public string? Name { get; init; }

    public JsonElement? Meta { get; init; }

    public long? Expires { get; init; }

    public long? Credits { get; init; }

    public IReadOnlyList<string>? Permissions { get; init; }

    public IReadOnlyList<string>? Roles { get; init; }

    public IdentityData? Identity { get; init; }

    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<CheckedLimitData>? RateLimits { get; init; }
}

/// <summary>A limit that a verification evaluated. <c>Reset</c> is in Unix milliseconds.</summary>
internal sealed record CheckedLimitData(
    string Id, string Name, long Limit, long Duration, long Reset, long Remaining, bool Exceeded, bool AutoApply);
