using System.Text.Json;
using ApiKeyAuth.LocalService.Keys;

namespace ApiKeyAuth.LocalService.Seeding;

/// <summary>Rejects seeds that calls of the protocol could not create, because the service relies on valid rows.</summary>
internal static class SeedValidation
{
    public static void Check(ApiSeed seed)
    {
        if (seed.KeyspaceId is { } id && (string.IsNullOrWhiteSpace(id) || id.Length > KeyspaceId.MaxLength))
        {
            throw new ArgumentException(
                $"{nameof(ApiSeed)}.{nameof(ApiSeed.KeyspaceId)} must have 1 to {KeyspaceId.MaxLength} characters, such as ks_orders.");
        }
    }

    public static void Check(KeySeed seed)
    {
        Require(seed.Key is not "", nameof(KeySeed.Key), "may not be empty");
        Require(seed.ByteLength is null or (>= 16 and <= 255), nameof(KeySeed.ByteLength), "must be 16 to 255");
        Require(seed.Credits is null or >= 0, nameof(KeySeed.Credits), "may not be negative");
        Require(seed.Expires is null || seed.Expires >= DateTimeOffset.UnixEpoch, nameof(KeySeed.Expires), "may not lie before 1970");
        Require(
            seed.Refill is null or { Amount: >= 1, Day: null or (>= 1 and <= 31) },
            nameof(KeySeed.Refill),
            "needs an amount of 1 or more, and a day of 1 to 31");
        Require(
            seed.RateLimits.All(limit => limit.Limit >= 1 && limit.Duration >= TimeSpan.FromSeconds(1)),
            nameof(KeySeed.RateLimits),
            "need a limit of 1 or more, and a duration of a second or more");
        Require(
            seed.RateLimits.DistinctBy(limit => limit.Name, StringComparer.Ordinal).Count() == seed.RateLimits.Count,
            nameof(KeySeed.RateLimits),
            "must have different names");
    }

    public static JsonDocument? ReadMeta(KeySeed seed)
    {
        if (seed.Meta is null)
        {
            return null;
        }

        try
        {
            var document = JsonDocument.Parse(seed.Meta);
            Require(document.RootElement.ValueKind == JsonValueKind.Object, nameof(KeySeed.Meta), "must be a JSON object");
            return document;
        }
        catch (JsonException fault)
        {
            throw new ArgumentException($"{nameof(KeySeed)}.{nameof(KeySeed.Meta)} is not JSON.", fault);
        }
    }

    private static void Require(bool isMet, string property, string rule)
    {
        if (!isMet)
        {
            throw new ArgumentException($"{nameof(KeySeed)}.{property} {rule}.");
        }
    }
}
