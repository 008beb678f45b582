using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Apis;

internal static class DeleteApi
{
    public static Endpoint Endpoint { get; } = new(
        "apis.deleteApi", Object(SharedSchemas.ApiId), call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        var id = call.Body.Text("apiId");
        call.RequireOn("api", id, "delete_api");
        var api = transaction.State.RequireApi(id);
        if (api.IsProtected)
        {
            throw new ErrorResponseException(ErrorType.Protected, "The API is protected from deletion.");
        }

        transaction.Put(api with { IsDeleted = true });
        return Response.Empty;
    }
}
