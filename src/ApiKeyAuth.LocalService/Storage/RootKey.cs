using System.Collections.Immutable;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>A root key, by the hash of its text. Permissions are compared as whole strings; null stands for all of them.</summary>
internal sealed record RootKey(string Hash, ImmutableHashSet<string>? Permissions, bool Enabled, long? Expires)
{
    public bool Holds(string permission) => Permissions is null || Permissions.Contains(permission);

    public bool HoldsOn(string kind, string id, string action) =>
        Permissions is null || Permissions.Contains($"{kind}.*.{action}") || Permissions.Contains($"{kind}.{id}.{action}");

    /// <summary>Whether the key holds the action on anything of the kind.</summary>
    public bool HoldsAny(string kind, string action) => IdsOn(kind, action) is not { Count: 0 };

    /// <summary>The ids that the key holds the action on; null for all.</summary>
    public IReadOnlyCollection<string>? IdsOn(string kind, string action)
    {
        if (Permissions is null || Permissions.Contains($"{kind}.*.{action}"))
        {
            return null;
        }

        var (start, end) = (kind + ".", "." + action);
        return [.. Permissions
            .Where(permission => permission.Length > start.Length + end.Length
                && permission.StartsWith(start, StringComparison.Ordinal) && permission.EndsWith(end, StringComparison.Ordinal))
            .Select(permission => permission[start.Length..^end.Length])];
    }
}
