using System.Collections.Immutable;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Wire;

/// <summary>Maps rows to response data. Empty values become null, and null members are not serialized.</summary>
internal static class DataMapping
{
    public static KeyData ToData(this State state, Key key) => new()
    {
        KeyId = key.Id,
        Start = key.Start,
        Enabled = key.Enabled,
        CreatedAt = key.CreatedAt,
        UpdatedAt = key.UpdatedAt,
        Expires = NullIfZero(key.Expires),
        Name = NullIfEmpty(key.Name),
        Meta = key.Meta,
        Permissions = NullIfEmpty(state.SlugsOf(key).Distinct().Order(StringComparer.Ordinal)),
        Roles = NullIfEmpty(state.RolesOf(key).Select(role => role.Name)),
        Credits = key.Remaining is null ? null : key.ToCredits(),
        Identity = state.LiveIdentity(key.IdentityId)?.ToData(),
        RateLimits = key.RateLimits.ToData(),
    };

    public static CreditsData ToCredits(this Key key) => new(
        key.Remaining,
        key.Refill is not { } refill
            ? null
            : new RefillData(refill.Interval == RefillInterval.Daily ? "daily" : "monthly", refill.Amount, refill.Day));

    public static IdentityData ToData(this Identity identity) =>
        new(identity.Id, identity.ExternalId, identity.Meta, identity.RateLimits.ToData());

    public static IReadOnlyList<RateLimitData>? ToData(this ImmutableArray<RateLimit> limits) =>
        NullIfEmpty(limits.Select(limit => new RateLimitData(limit.Id, limit.Name, limit.Limit, limit.Duration, limit.AutoApply)));

    public static PermissionData ToData(this Permission permission) =>
        new(permission.Id, permission.Name, permission.Slug, NullIfEmpty(permission.Description));

    public static RoleData ToData(this State state, Role role) =>
        new(role.Id, role.Name, NullIfEmpty(role.Description), NullIfEmpty(state.PermissionsOf(role.PermissionIds).Select(ToData)));

    public static IReadOnlyList<T>? NullIfEmpty<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;

    public static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    public static long? NullIfZero(long? number) => number is 0 ? null : number;
}
