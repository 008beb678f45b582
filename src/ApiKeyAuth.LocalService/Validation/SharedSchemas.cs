using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Validation;

/// <summary>The schemas that several endpoints share.</summary>
internal static class SharedSchemas
{
    private const long LastExpiry = 4_102_444_800_000;

    public static Field KeyId { get; } = Required("keyId", Text(3, 255, Pattern.Identifier()));

    /// <summary>The id of an API in the calls on APIs.</summary>
    public static Field ApiId { get; } = Required("apiId", Text(8, 255, Pattern.Identifier()));

    public static Field Enabled { get; } = Optional("enabled", Boolean());

    public static Field Decrypt { get; } = Optional("decrypt", Boolean());

    public static Field Limit { get; } = Optional("limit", Integer(1, 100));

    public static Field RateLimits { get; } = Optional("ratelimits", Array(RateLimit(), max: 50));

    public static Field Meta { get; } = Optional("meta", AnyMeta());

    public static Schema AnyMeta() => new MetaSchema(maxProperties: 100);

    public static Schema Name() => Text(1, 255);

    public static Schema ExternalId() => Text(1, 255, Pattern.ExternalId());

    public static Schema Expiry() => Integer(0, LastExpiry);

    public static Schema Slug() => Text(1, 128, Pattern.Slug());

    public static Schema Slugs(int min = 0, int max = int.MaxValue) => Array(Slug(), min, max);

    public static Schema RoleName() => Text(1, 128);

    public static Schema RoleNames(int min = 0) => Array(RoleName(), min, 100);

    public static Schema Refill() => Object(
        Required("interval", Choice("daily", "monthly")),
        Required("amount", Integer(1)),
        Optional("refillDay", Integer(1, 31)));

    /// <summary>The credits of a new key. An update has different rules.</summary>
    public static Schema NewCredits() => Object(Required("remaining", Integer(0).OrNull()), Optional("refill", Refill()));

    private static Schema RateLimit() => LenientObject(
        Required("name", Text(3, 128)),
        Required("limit", Integer(1)),
        Required("duration", Integer(1000)),
        Required("autoApply", Boolean()));
}
