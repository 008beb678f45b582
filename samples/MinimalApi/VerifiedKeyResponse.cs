using System.Text.Json.Serialization;
using ApiKeyAuth;

namespace MinimalApi;

/// <summary>What a caller may know of the own key.</summary>
public sealed record VerifiedKeyResponse(
    string KeyId,
    string? Name,
    string? ExternalId,
    IReadOnlyList<string> Roles,
    IEnumerable<string> Permissions,
    long? Credits,
    [property: JsonPropertyName("ratelimits")] IEnumerable<VerifiedKeyResponse.Limit> RateLimits,
    DateTimeOffset? Expires)
{
    public sealed record Limit(string Name, long Max, long Remaining, DateTimeOffset Reset);

    public static VerifiedKeyResponse Of(ApiKeyInfo key) => new(
        key.KeyId, key.Name, key.ExternalId, key.Roles, key.Permissions.Order(StringComparer.Ordinal), key.Credits,
        key.RateLimits.Select(limit => new Limit(limit.Name, limit.Limit, limit.Remaining, limit.Reset)), key.Expires);
}
