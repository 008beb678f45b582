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

        if (keyspaces?.Count > VerifyKeyRequest.MaxKeyspaces)
        {
            yield return Invariant($"{path}:Keyspaces has {keyspaces.Count} ids. Set 1 to {VerifyKeyRequest.MaxKeyspaces}.");
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

    private static bool IsId(string? id) =>
        id is { Length: > 0 }
        && TextRule.CodePoints(id) <= TextRule.MaxKeyspaceId
        && !id.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));
}
