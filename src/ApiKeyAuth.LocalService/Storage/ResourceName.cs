using System.Text.RegularExpressions;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>
/// A permission on keys in the form of a resource name. The service has one workspace and no projects, so these two segments match any
/// value.
/// </summary>
internal sealed partial record ResourceName(string KeyspaceId, string KeyId, string Action)
{
    public const string Form = "unkey:v1:{workspace}:projects/{project}/keyspaces/{keyspace}/keys/{key}#{action}";

    private const string Any = "*";

    /// <summary>Returns whether a permission is meant as a resource name, valid or not; others are tuples.</summary>
    public static bool IsMeant(string permission) => permission.StartsWith("unkey:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the resource name, or null if the permission is not one.</summary>
    public static ResourceName? Parse(string permission)
    {
        if (Pattern().Match(permission) is not { Success: true } match)
        {
            return null;
        }

        string[] segments = [.. Enumerable.Range(1, 4).Select(group => match.Groups[group].Value)];
        return segments.SkipWhile(segment => segment != Any).All(segment => segment == Any)
            ? new ResourceName(segments[2], segments[3], match.Groups["action"].Value)
            : null;
    }

    /// <summary>
    /// Returns whether it grants an action on a key. A null key means all keys of the keyspace, a null keyspace one that does not exist.
    /// </summary>
    public bool Grants(string action, string? keyspaceId, string? keyId) =>
        Action == action && (KeyspaceId == Any || KeyspaceId == keyspaceId) && (KeyId == Any || KeyId == keyId);

    [GeneratedRegex(
        """
        \Aunkey:v1:(\*|[^:/#*\s]+):projects/(\*|[^:/#*\s]+)/keyspaces/(\*|[^:/#*\s]+)/keys/(\*|[^:/#*\s]+)#(?<action>verify|read|write|delete|decrypt)\z
        """,
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
