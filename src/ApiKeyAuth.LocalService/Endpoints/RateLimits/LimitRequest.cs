using System.Text.Json;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.RateLimiting;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.RateLimits;

/// <summary>A requested limit, with the override that applies to it.</summary>
internal sealed record LimitRequest(string Namespace, string Identifier, LimitCheck Check, string? OverrideId)
{
    private const long LongestDuration = 2_592_000_000;

    public static Schema Body { get; } = Object(
        Required("namespace", Text(1, 512)),
        Required("duration", Integer(1000, LongestDuration)),
        Required("identifier", Text(1, 512)),
        Required("limit", Integer(1)),
        Optional("cost", Integer(0)));

    public static LimitRequest Read(JsonElement entry, State state, Namespace @namespace)
    {
        var identifier = entry.Text("identifier");
        var applied = state.ApplicableOverride(@namespace, identifier);
        var (limit, duration) = (applied?.Limit ?? entry.Integer("limit"), applied?.Duration ?? entry.Integer("duration"));
        if (limit == 0)
        {
            throw new ErrorResponseException(ErrorType.Unexpected, "The limiter cannot work with an override whose limit is 0.");
        }

        var counter = new CounterId(CounterKind.Namespace, @namespace.Id, identifier, duration);
        var check = new LimitCheck(counter, limit, entry.OptionalInteger("cost") ?? 1);
        return new LimitRequest(entry.Text("namespace"), identifier, check, applied?.Id);
    }
}
