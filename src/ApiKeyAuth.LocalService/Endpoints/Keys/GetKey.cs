using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.Shape;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

internal static class GetKey
{
    public static Endpoint Endpoint { get; } = new("keys.getKey", Object(Parts.KeyId, Parts.Decrypt), Handle);

    private static Answer Handle(Call call)
    {
        var state = call.Store.Current;
        var key = state.RequireKey(call.Body.Text("keyId"));
        call.RequireOn("api", key.ApiId, "read_key");
        Reading.RefuseRecovery(call.Body.Flag("decrypt"));
        return new Answer(state.ToData(key));
    }
}
