using System.Collections.Immutable;

namespace ApiKeyAuth.LocalService.Storage;

internal static class SortedIds
{
    private static readonly ImmutableSortedSet<string> None = ImmutableSortedSet.Create<string>(DictionaryOrder.Instance);

    /// <summary>Returns the ids of an owner in the order of listings.</summary>
    public static ImmutableSortedSet<string> IdsOf(this ImmutableDictionary<string, ImmutableSortedSet<string>> groups, string owner) =>
        groups.GetValueOrDefault(owner, None);

    /// <summary>Returns the ids from a cursor on. A cursor can be any text and need not be an existing id.</summary>
    public static IEnumerable<string> StartingAt(this ImmutableSortedSet<string> ids, string? cursor)
    {
        var start = string.IsNullOrEmpty(cursor) ? 0 : ids.IndexOf(cursor);
        for (var i = start < 0 ? ~start : start; i < ids.Count; i++)
        {
            yield return ids[i];
        }
    }
}
