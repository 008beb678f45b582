using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

internal static class GetKey
{
    public static Endpoint Endpoint { get; } = new("keys.getKey", Object(SharedSchemas.KeyId, SharedSchemas.Decrypt), Handle);

    private static Response Handle(Call call)
    {
        var state = call.Store.Current;
        var key = state.RequireKey(call.Body.Text("keyId"));
        call.RequireOnKey(KeyAction.Read, state, key.ApiId, key.Id);
        Lookups.RejectRecovery(call.Body.Flag("decrypt"));
        return new Response(state.ToData(key));
    }
}
