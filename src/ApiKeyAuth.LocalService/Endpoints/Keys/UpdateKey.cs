using ApiKeyAuth.LocalService.Editing;
using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Validation;
using ApiKeyAuth.LocalService.Wire;
using static ApiKeyAuth.LocalService.Validation.Shape;

namespace ApiKeyAuth.LocalService.Endpoints.Keys;

/// <summary>A member that is absent leaves the field alone; null, where it is allowed, clears it.</summary>
internal static class UpdateKey
{
    public static Endpoint Endpoint { get; } = new(
        "keys.updateKey",
        Object(
            Parts.KeyId,
            Optional("name", Parts.Name().OrNull()),
            Optional("externalId", Parts.ExternalId().OrNull()),
            Optional("meta", Parts.AnyMeta().OrNull()),
            Optional("expires", Parts.Expiry().OrNull()),
            Optional("credits", Object(
                Optional("remaining", Integer(0).OrNull()),
                Optional("refill", Parts.Refill().OrNull())).OrNull()),
            Parts.RateLimits,
            Parts.Enabled,
            Optional("roles", Parts.RoleNames()),
            Optional("permissions", Parts.Slugs(max: 1000))),
        call => call.Write(transaction => Handle(call, transaction)));

    private static Answer Handle(Call call, Transaction transaction)
    {
        var body = call.Body;
        var key = transaction.State.RequireKey(body.Text("keyId"));
        call.RequireOn("api", key.ApiId, "update_key");
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
        return Answer.Empty;
    }

    private static string? IdentityId(string? externalId, Transaction transaction) =>
        externalId is null ? null : transaction.IdentityId(externalId);
}
