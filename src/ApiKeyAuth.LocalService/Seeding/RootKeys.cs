using System.Collections.Frozen;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Seeding;

internal static class RootKeys
{
    public static RootKey Create(RootKeySeed seed) => new(
        KeyText.Hash(seed.RootKey.Trim()),
        seed.Permissions.Count == 0 ? null : seed.Permissions.ToFrozenSet(StringComparer.Ordinal),
        seed.Enabled,
        seed.Expires?.ToUnixTimeMilliseconds());
}
