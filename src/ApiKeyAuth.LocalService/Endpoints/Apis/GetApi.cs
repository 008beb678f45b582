using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Apis;

internal static class GetApi
{
    public static Endpoint Endpoint { get; } = new("apis.getApi", Object(SharedSchemas.ApiId), Handle);

    private static Response Handle(Call call)
    {
        var id = call.Body.Text("apiId");
        call.RequireOn("api", id, "read_api");
        var api = call.Store.Current.RequireApi(id);
        return new Response(new ApiData(api.Id, api.Name));
    }
}
