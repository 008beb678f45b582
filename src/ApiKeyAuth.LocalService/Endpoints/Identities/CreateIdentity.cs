using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Identities;

internal static class CreateIdentity
{
    public static Endpoint Endpoint { get; } = new(
        "identities.createIdentity",
        LenientObject(Required("externalId", SharedSchemas.ExternalId()), SharedSchemas.Meta, SharedSchemas.RateLimits),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        call.Require("identity.*.create_identity");
        var externalId = call.Body.Text("externalId");
        var identity = new Identity(Identifier.New("id"), externalId)
        {
            Meta = IdentityInput.Meta(call.Body.Optional("meta")),
            RateLimits = RateLimitInput.Read(call.Body.Optional("ratelimits"), before: []),
        };
        if (transaction.State.IdentityByExternalId(externalId) is not null)
        {
            throw new ErrorResponseException(ErrorType.IdentityExists, $"There is an identity {externalId} already.");
        }

        transaction.Put(identity);
        return new Response(new IdentityIdData(identity.Id));
    }
}
