using ApiKeyAuth;

namespace MinimalApi;

/// <summary>What a caller may know of the own key.</summary>
public sealed record Me(
    string KeyId,
    string? Name,
    string? ExternalId,
    IReadOnlyList<string> Roles,
    IEnumerable<string> Permissions,
    long? Credits,
    IEnumerable<Me.Limit> Ratelimits,
    DateTimeOffset? Expires)
{
    public sealed record Limit(string Name, long Max, long Remaining, DateTimeOffset Reset);

    public static Me Of(ApiKeyInfo key) => new(
        key.KeyId, key.Name, key.ExternalId, key.Roles, key.Permissions.Order(StringComparer.Ordinal), key.Credits,
        key.Ratelimits.Select(limit => new Limit(limit.Name, limit.Limit, limit.Remaining, limit.Reset)), key.Expires);
}
