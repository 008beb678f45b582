using System.Collections.Frozen;
using ApiKeyAuth.LocalService.Keys;
using ApiKeyAuth.LocalService.Storage;

namespace ApiKeyAuth.LocalService.Seeding;

internal static class RootKeys
{
    public static RootKey Create(string text, IReadOnlyCollection<string> permissions) => new(
        KeyText.Hash(text),
        permissions.Count == 0 ? null : permissions.ToFrozenSet(StringComparer.Ordinal),
        Enabled: true,
        Expires: null);
}
