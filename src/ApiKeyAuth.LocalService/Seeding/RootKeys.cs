using System.Collections.Immutable;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Seeding;

internal static class RootKeys
{
    /// <exception cref="ArgumentException">A permission begins with <c>unkey:</c> and is not a valid resource name.</exception>
    public static RootKey Create(RootKeySeed seed)
    {
        foreach (var permission in seed.Permissions.Where(ResourceName.IsMeant))
        {
            if (ResourceName.Parse(permission) is null)
            {
                throw new ArgumentException(
                    $"The permission '{permission}' of the root key is not a resource name. Set {ResourceName.Form} with the action verify, read, "
                    + "write, delete or decrypt; where a segment is *, all behind it must be * too.");
            }
        }

        return new RootKey(
            KeyText.Hash(seed.RootKey.Trim()),
            seed.Permissions.Count == 0 ? null : seed.Permissions.ToImmutableHashSet(StringComparer.Ordinal),
            seed.Enabled,
            seed.Expires?.ToUnixTimeMilliseconds());
    }
}
