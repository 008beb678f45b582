using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

internal static class DeleteKey
{
    public static Endpoint Endpoint { get; } = new(
        "keys.deleteKey",
        Object(SharedSchemas.KeyId, Optional("permanent", Boolean())),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        var key = transaction.State.RequireKey(call.Body.Text("keyId"));
        call.RequireOnKey(KeyAction.Delete, transaction.State, key.ApiId, key.Id);
        if (call.Body.Flag("permanent"))
        {
            transaction.Remove(key);
        }
        else
        {
            transaction.Update(key with { IsDeleted = true });
        }

        return Response.Empty;
    }
}
