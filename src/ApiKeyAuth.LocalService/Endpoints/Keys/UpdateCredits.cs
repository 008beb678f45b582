using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

internal static class UpdateCredits
{
    public static Endpoint Endpoint { get; } = new(
        "keys.updateCredits",
        Object(
            Required("keyId", Text(3)),
            Required("operation", Choice("set", "increment", "decrement")),
            Optional("value", Integer(0).OrNull())),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        var key = transaction.State.RequireKey(call.Body.Text("keyId"));
        call.RequireOnKey(KeyAction.Update, transaction.State, key.ApiId, key.Id);
        var operation = call.Body.Text("operation");
        var value = call.Body.OptionalInteger("value");
        key = operation == "set"
            ? key with { Remaining = value, Refill = value is null && call.Body.Has("value") ? null : key.Refill }
            : key with { Remaining = Changed(key.Remaining, value, operation == "increment") };
        transaction.Update(key);
        return new Response(key.ToCredits());
    }

    private static long Changed(long? remaining, long? value, bool isIncrement)
    {
        if (value is not { } amount)
        {
            throw ErrorResponseException.Invalid("An increment or decrement needs a value.");
        }

        if (remaining is not { } balance)
        {
            throw ErrorResponseException.Invalid("A key without limit has no balance to change.");
        }

        if (!isIncrement)
        {
            return Math.Max(0, balance - amount);
        }

        return balance <= long.MaxValue - amount ? balance + amount : throw ErrorResponseException.RejectedByDatabase("The balance exceeds 64 bits.");
    }
}
