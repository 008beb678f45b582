using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Apis;

internal static class CreateApi
{
    public static Endpoint Endpoint { get; } = new("apis.createApi", Object(Required("name", Text(3, 256))), Handle);

    private static Response Handle(Call call)
    {
        call.Require("api.*.create_api");
        var api = new Api(Identifier.New("api"), call.Body.Text("name"));
        call.Write(transaction => transaction.Put(api));
        return new Response(new ApiIdData(api.Id));
    }
}
