using System.Collections.Immutable;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>A root key, by the hash of its text. Permissions are compared as whole strings; null stands for all of them.</summary>
internal sealed record RootKey(string Hash, ImmutableHashSet<string>? Permissions, bool Enabled, long? Expires)
{
    public bool Holds(string permission) => Permissions is null || Permissions.Contains(permission);

    public bool HoldsOn(string kind, string id, string action) =>
        Permissions is null || Permissions.Contains($"{kind}.*.{action}") || Permissions.Contains($"{kind}.{id}.{action}");

    /// <summary>Whether the key holds the action on anything of the kind.</summary>
    public bool HoldsAny(string kind, string action) =>
        Permissions is null
        || Permissions.Any(permission =>
            permission.Split('.') is [var ofKind, _, var granted] && ofKind == kind && granted == action);
}
