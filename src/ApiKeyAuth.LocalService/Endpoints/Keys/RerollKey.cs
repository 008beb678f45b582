using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

internal static class RerollKey
{
    private const long Minute = 60_000;

    public static Endpoint Endpoint { get; } = new(
        "keys.rerollKey",
        LenientObject(SharedSchemas.KeyId, Required("expiration", SharedSchemas.Expiry())),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        var old = transaction.State.RequireKey(call.Body.Text("keyId"));
        call.RequireOnKey(KeyAction.Create, transaction.State, old.ApiId);
        var api = transaction.State.RequireApi(old.ApiId);
        var keyText = KeyText.Generate(Prefix(old) ?? api.DefaultPrefix, api.DefaultByteLength ?? KeyText.DefaultByteLength);
        var successor = old with
        {
            Id = Identifier.New("key"),
            Hash = KeyText.Hash(keyText),
            Start = KeyText.Start(keyText),
            CreatedAt = call.Now,
            UpdatedAt = null,
            RateLimits = [.. old.RateLimits.Select(limit => limit with { Id = Identifier.New("rl") })],
        };
        transaction.Add(successor);
        transaction.Update(old with { Expires = Expiry(call.Now, call.Body.Integer("expiration")), UpdatedAt = null });
        return new Response(new NewKeyData(successor.Id, keyText));
    }

    /// <summary>The service cuts a prefix at its first underscore.</summary>
    private static string? Prefix(Key key) => key.Start.Split('_') is [{ Length: > 0 } prefix, _, ..] ? prefix : null;

    /// <summary>
    /// An overlap is rounded up to the full minute. Without an overlap the expiry is a millisecond ago: with an expiry of now the old key
    /// would be accepted until the clock advances.
    /// </summary>
    private static long Expiry(long now, long overlap) => overlap == 0 ? now - 1 : (now + overlap + Minute - 1) / Minute * Minute;
}
