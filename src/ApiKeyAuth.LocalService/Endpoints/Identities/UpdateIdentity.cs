using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Identities;

internal static class UpdateIdentity
{
    public static Endpoint Endpoint { get; } = new(
        "identities.updateIdentity",
        Object(Required("identity", Text(1)), SharedSchemas.Meta, SharedSchemas.RateLimits),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        call.Require("identity.*.update_identity");
        var limits = call.Body.Optional("ratelimits");
        IdentityInput.RejectRepeatedLimits(limits);
        var meta = IdentityInput.Meta(call.Body.Optional("meta"));
        var identity = transaction.State.Require(call.Body.Text("identity"));
        identity = identity with
        {
            Meta = call.Body.Has("meta") ? meta : identity.Meta,
            RateLimits = limits is null ? identity.RateLimits : RateLimitInput.Read(limits, identity.RateLimits),
        };
        transaction.Put(identity);

        // The service returns metadata only if the request contains it.
        return new Response((identity with { Meta = meta }).ToData());
    }
}
