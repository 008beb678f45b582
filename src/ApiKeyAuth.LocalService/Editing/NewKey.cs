using System.Text.Json;
using ApiKeyAuth.LocalService.Storage;
using ApiKeyAuth.LocalService.Wire;

namespace ApiKeyAuth.LocalService.Editing;

internal static class NewKey
{
    /// <summary>Sets all members of a key that a request to create or import a key can contain.</summary>
    public static Key Fill(Key key, JsonElement body, Transaction transaction)
    {
        var (remaining, refill) = CreditsInput.ReadNew(body.Optional("credits"));
        return key with
        {
            Name = body.OptionalText("name"),
            Meta = KeyMeta.Read(body.Optional("meta")),
            Expires = body.OptionalInteger("expires"),
            Enabled = body.Flag("enabled", absent: true),
            IdentityId = body.OptionalText("externalId") is { } externalId ? transaction.IdentityId(externalId) : null,
            Remaining = remaining,
            Refill = refill,
            RateLimits = RateLimitInput.Read(body.Optional("ratelimits"), before: []),
            RoleIds = transaction.RoleIds(body.Texts("roles")),
            PermissionIds = transaction.PermissionIds(body.Texts("permissions")),
        };
    }
}
