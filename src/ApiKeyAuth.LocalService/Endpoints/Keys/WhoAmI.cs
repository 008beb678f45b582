using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

internal static class WhoAmI
{
    public static Endpoint Endpoint { get; } = new("keys.whoami", Object(Required("key", Text(1, 512))), Handle);

    private static Response Handle(Call call)
    {
        var state = call.Store.Current;
        var key = state.LiveKeyByHash(KeyText.Hash(call.Body.Text("key")));
        return key is not null && call.HoldsOnKey(KeyAction.Read, state, key.ApiId, key.Id)
            ? new Response(state.ToData(key))
            : throw new ErrorResponseException(ErrorType.KeyNotFound, "There is no such key.");
    }
}
