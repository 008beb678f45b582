using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Verification;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

internal static class VerifyKey
{
    private const long HighestCost = 1_000_000_000_000;

    private static readonly VerificationData NotFound = new() { Valid = false, Code = "NOT_FOUND" };

    public static Endpoint Endpoint { get; } = new(
        "keys.verifyKey",
        Object(
            Required("key", Text(1, 512)),
            Optional("tags", Array(Text(1, 512), max: 20)),
            Optional("permissions", Text(1, 1000)),
            Optional("credits", Object(Required("cost", Integer(0, HighestCost)))),
            Optional("ratelimits", Array(LenientObject(
                Required("name", Text(3, 255)),
                Optional("cost", Integer(0)),
                Optional("limit", Integer(0)),
                Optional("duration", Integer(0))))),
            Optional("migrationId", Text(0, 256)),
            Optional("keyspaces", Array(Text(1, KeyspaceId.MaxLength), min: 1, max: 5))),
        Handle);

    private static Response Handle(Call call)
    {
        var keyText = call.Body.Text("key");
        var state = call.Store.Current;
        var key = state.LiveKeyByHash(KeyText.Hash(keyText));
        if (key is null && ImportedKey.Adopt(call, call.Body.OptionalText("migrationId"), keyText) is { } adopted)
        {
            (key, state) = (adopted, call.Store.Current);
        }

        // A key that the caller may not verify gets the response of an unknown key, so that its existence is not revealed.
        return new Response(key is not null && IsInReach(call, state, key) ? new Verifier(call, state, key).Evaluate() : NotFound);
    }

    private static bool IsInReach(Call call, State state, Key key) =>
        call.HoldsOnKey(KeyAction.Verify, state, key.ApiId, key.Id)
        && (!call.Body.Has("keyspaces")
            || call.Body.Texts("keyspaces").Contains(state.Apis.Find(key.ApiId)!.KeyspaceId, StringComparer.Ordinal));
}
