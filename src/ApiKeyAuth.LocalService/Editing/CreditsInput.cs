using System.Text.Json;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Editing;

internal static class CreditsInput
{
    /// <summary>Reads the credits of a new key. The day of a daily refill is ignored here; an update rejects it.</summary>
    public static (long? Remaining, Refill? Refill) ReadNew(JsonElement? credits)
    {
        var remaining = credits?.OptionalInteger("remaining");
        if (credits?.Optional("refill") is not { } input)
        {
            return (remaining, null);
        }

        var refill = ReadRefill(input);
        if (remaining is null)
        {
            throw ErrorResponseException.Invalid("A refill needs credits.remaining.");
        }

        return (remaining, refill.Interval == RefillInterval.Daily ? refill with { Day = null } : refill);
    }

    public static Key Apply(Key key, JsonElement body)
    {
        if (!body.TryGetProperty("credits", out var credits))
        {
            return key;
        }

        if (credits.ValueKind == JsonValueKind.Null)
        {
            return key with { Remaining = null, Refill = null };
        }

        if (credits.Has("remaining"))
        {
            var remaining = credits.OptionalInteger("remaining");
            key = key with { Remaining = remaining, Refill = remaining is null ? null : key.Refill };
        }

        return credits.Has("refill") ? key with { Refill = ReadUpdatedRefill(credits.Optional("refill")) } : key;
    }

    private static Refill? ReadUpdatedRefill(JsonElement? input)
    {
        var refill = input is null ? null : ReadRefill(input.Value);
        return refill is { Interval: RefillInterval.Daily, Day: not null }
            ? throw ErrorResponseException.Invalid("A daily refill takes no refillDay.")
            : refill;
    }

    private static Refill ReadRefill(JsonElement input)
    {
        var interval = input.Text("interval") == "daily" ? RefillInterval.Daily : RefillInterval.Monthly;
        var refill = new Refill(interval, input.Integer("amount"), input.OptionalInteger("refillDay"));
        return refill is { Interval: RefillInterval.Monthly, Day: null }
            ? throw ErrorResponseException.Invalid("A monthly refill needs a refillDay.")
            : refill;
    }
}
