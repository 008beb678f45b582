using System.Collections.Immutable;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>
/// A root key, by the hash of its text. Permissions are tuples, which are compared as whole strings, or resource names; null stands for all of
/// them.
/// </summary>
internal sealed record RootKey(string Hash, ImmutableHashSet<string>? Permissions, bool Enabled, long? Expires)
{
    private readonly ResourceName[] _resourceNames = [.. Permissions?.Select(ResourceName.Parse).OfType<ResourceName>() ?? []];

    public bool Holds(string permission) => Permissions is null || Permissions.Contains(permission);

    public bool HoldsOn(string kind, string id, string action) =>
        Permissions is null || Permissions.Contains($"{kind}.*.{action}") || Permissions.Contains($"{kind}.{id}.{action}");

    /// <summary>
    /// Whether the root key holds the action on a key of an API, in either form. A null key id stands for all keys of the API, a null keyspace
    /// id for an API that does not exist.
    /// </summary>
    public bool HoldsOnKey(KeyAction action, string apiId, string? keyspaceId, string? keyId) =>
        HoldsOn("api", apiId, action.InTuples) || HoldsByName(action, keyspaceId, keyId);

    /// <summary>Whether the root key holds the action as a resource name.</summary>
    public bool HoldsByName(KeyAction action, string? keyspaceId, string? keyId) =>
        Array.Exists(_resourceNames, name => name.Grants(action.InResourceNames, keyspaceId, keyId));

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
