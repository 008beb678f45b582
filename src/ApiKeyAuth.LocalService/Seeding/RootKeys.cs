using System.Collections.Immutable;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Seeding;

internal static class RootKeys
{
    public static RootKey Create(RootKeySeed seed) => new(
        KeyText.Hash(seed.RootKey.Trim()),
        seed.Permissions.Count == 0 ? null : seed.Permissions.ToImmutableHashSet(StringComparer.Ordinal),
        seed.Enabled,
        seed.Expires?.ToUnixTimeMilliseconds());
}
