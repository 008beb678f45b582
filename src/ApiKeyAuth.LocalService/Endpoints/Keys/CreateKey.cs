using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

internal static class CreateKey
{
    public static Endpoint Endpoint { get; } = new(
        "keys.createKey",
        Object(
            Required("apiId", Text(3, 255, Pattern.Identifier())),
            Optional("prefix", Text(1, 16, Pattern.Identifier())),
            Optional("name", SharedSchemas.Name()),
            Optional("byteLength", Integer(16, 255)),
            Optional("externalId", SharedSchemas.ExternalId()),
            SharedSchemas.Meta,
            Optional("roles", SharedSchemas.RoleNames()),
            Optional("permissions", SharedSchemas.Slugs(max: 1000)),
            Optional("expires", SharedSchemas.Expiry()),
            Optional("credits", SharedSchemas.NewCredits()),
            SharedSchemas.RateLimits,
            SharedSchemas.Enabled,
            Optional("recoverable", Boolean())),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        // The service creates keys for a deleted API, too. Their verification returns NOT_FOUND.
        var api = transaction.State.Apis.Find(call.Body.Text("apiId"));
        if (api is null || !call.HoldsOnKey(KeyAction.Create, transaction.State, api.Id))
        {
            throw Lookups.ApiNotFound();
        }

        Lookups.RejectRecovery(call.Body.Flag("recoverable"));
        var keyText = KeyText.Generate(
            call.Body.OptionalText("prefix") ?? api.DefaultPrefix,
            (int)(call.Body.OptionalInteger("byteLength") ?? api.DefaultByteLength ?? KeyText.DefaultByteLength));
        var key = new Key(Identifier.New("key"), api.Id, KeyText.Hash(keyText), KeyText.Start(keyText), call.Now);
        transaction.Add(NewKey.Fill(key, call.Body, transaction));
        return new Response(new NewKeyData(key.Id, keyText));
    }
}
