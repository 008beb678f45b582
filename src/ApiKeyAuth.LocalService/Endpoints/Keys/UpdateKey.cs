using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.SchemaBuilder;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

/// <summary>An absent member does not change the field; null, if allowed, clears it.</summary>
internal static class UpdateKey
{
    public static Endpoint Endpoint { get; } = new(
        "keys.updateKey",
        Object(
            SharedSchemas.KeyId,
            Optional("name", SharedSchemas.Name().OrNull()),
            Optional("externalId", SharedSchemas.ExternalId().OrNull()),
            Optional("meta", SharedSchemas.AnyMeta().OrNull()),
            Optional("expires", SharedSchemas.Expiry().OrNull()),
            Optional("credits", Object(
                Optional("remaining", Integer(0).OrNull()),
                Optional("refill", SharedSchemas.Refill().OrNull())).OrNull()),
            SharedSchemas.RateLimits,
            SharedSchemas.Enabled,
            Optional("roles", SharedSchemas.RoleNames()),
            Optional("permissions", SharedSchemas.Slugs(max: 1000))),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Response Handle(Call call, Transaction transaction)
    {
        var body = call.Body;
        var key = transaction.State.RequireKey(body.Text("keyId"));
        call.RequireOnKey(KeyAction.Update, transaction.State, key.ApiId, key.Id);
        key = CreditsInput.Apply(key, body);
        key = key with
        {
            Name = body.Has("name") ? body.OptionalText("name") : key.Name,
            Meta = body.Has("meta") ? KeyMeta.Read(body.Optional("meta")) : key.Meta,
            Expires = body.Has("expires") ? body.OptionalInteger("expires") : key.Expires,
            Enabled = body.Flag("enabled", absent: key.Enabled),
            IdentityId = body.Has("externalId") ? IdentityId(body.OptionalText("externalId"), transaction) : key.IdentityId,
            RateLimits = body.Has("ratelimits") ? RateLimitInput.Read(body.Optional("ratelimits"), key.RateLimits) : key.RateLimits,
            RoleIds = body.Has("roles") ? transaction.RoleIds(body.Texts("roles")) : key.RoleIds,
            PermissionIds = body.Has("permissions") ? transaction.PermissionIds(body.Texts("permissions")) : key.PermissionIds,
            UpdatedAt = call.Now,
        };
        transaction.Update(key);
        return Response.Empty;
    }

    private static string? IdentityId(string? externalId, Transaction transaction) =>
        externalId is null ? null : transaction.IdentityId(externalId);
}
