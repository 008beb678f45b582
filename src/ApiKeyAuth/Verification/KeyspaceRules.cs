using ApiKeyAuth.Client;
using static System.FormattableString;

namespace ApiKeyAuth;

/// <summary>What the keyspaces of a scheme must fulfil. The service would reject each verification that names others.</summary>
internal static class KeyspaceRules
{
    public static IEnumerable<string> Check(string path, IList<string>? keyspaces)
    {
        if (keyspaces is null)
        {
            yield return $"{path}:Keyspaces is null. Set an empty list where keys of every keyspace are verified.";
        }

        if (keyspaces is not null && ToSend(keyspaces)?.Count is > VerifyKeyRequest.MaxKeyspaces and var count)
        {
            yield return Invariant($"{path}:Keyspaces has {count} ids. Set 1 to {VerifyKeyRequest.MaxKeyspaces}.");
        }

        for (var i = 0; i < keyspaces?.Count; i++)
        {
            if (!IsId(keyspaces[i]))
            {
                yield return Invariant($"{path}:Keyspaces:{i} is '{keyspaces[i]}'. Set the id of a keyspace, such as ks_orders, ")
                    + Invariant($"with 1 to {TextRule.MaxKeyspaceId} characters and without spaces.");
            }
        }
    }

    /// <summary>
    /// Returns each id once, or null where none is set. An app that binds the section itself, beside the library, has each in the list twice.
    /// </summary>
    public static IReadOnlyList<string>? ToSend(IList<string> keyspaces) =>
        keyspaces.Count == 0 ? null : [.. keyspaces.Distinct(StringComparer.Ordinal)];

    private static bool IsId(string? id) =>
        id is { Length: > 0 }
        && TextRule.CodePoints(id) <= TextRule.MaxKeyspaceId
        && !id.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));
}
