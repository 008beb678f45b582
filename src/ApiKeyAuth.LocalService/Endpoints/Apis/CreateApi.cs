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
        var id = Identifier.New("api");
        call.Write(transaction => transaction.Put(new Api(id, call.Body.Text("name"), KeyspaceId.New(id, transaction.State))));
        return new Response(new ApiIdData(id));
    }
}
