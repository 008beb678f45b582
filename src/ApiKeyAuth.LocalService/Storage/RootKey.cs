using System.Collections.Immutable;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>
/// A root key, identified by the hash of its text. Permissions are tuples, which are compared as whole strings, or resource names; null
/// means all permissions.
/// </summary>
internal sealed record RootKey(string Hash, ImmutableHashSet<string>? Permissions, bool Enabled, long? Expires)
{
    private readonly ResourceName[] _resourceNames = [.. Permissions?.Select(ResourceName.Parse).OfType<ResourceName>() ?? []];

    public bool Holds(string permission) => Permissions is null || Permissions.Contains(permission);

    public bool HoldsOn(string kind, string id, string action) =>
        Permissions is null || Permissions.Contains($"{kind}.*.{action}") || Permissions.Contains($"{kind}.{id}.{action}");

    /// <summary>
    /// Returns whether the root key holds the action on a key of an API, in either form. A null key id means all keys of the API, a null
    /// keyspace id for an API that does not exist.
    /// </summary>
    public bool HoldsOnKey(KeyAction action, string apiId, string? keyspaceId, string? keyId) =>
        HoldsOn("api", apiId, action.InTuples) || HoldsByName(action, keyspaceId, keyId);

    /// <summary>Returns whether the root key holds the action as a resource name.</summary>
    public bool HoldsByName(KeyAction action, string? keyspaceId, string? keyId) =>
        Array.Exists(_resourceNames, name => name.Grants(action.InResourceNames, keyspaceId, keyId));

    /// <summary>Returns whether the root key holds the action on any resource of the kind.</summary>
    public bool HoldsAny(string kind, string action) => IdsOn(kind, action) is not { Count: 0 };

    /// <summary>Returns the ids on which the root key holds the action; null means all.</summary>
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
