using System.Collections.Immutable;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>An immutable table of rows by id, with the ids in the order of listings. A change returns another table.</summary>
internal sealed class Table<T>
    where T : class, IRow
{
    public static readonly Table<T> Empty = new(
        ImmutableDictionary.Create<string, T>(StringComparer.Ordinal), ImmutableSortedSet.Create<string>(DictionaryOrder.Instance));

    private readonly ImmutableDictionary<string, T> _rows;
    private readonly ImmutableSortedSet<string> _ids;

    private Table(ImmutableDictionary<string, T> rows, ImmutableSortedSet<string> ids) => (_rows, _ids) = (rows, ids);

    public T? Find(string? id) => id is not null && _rows.TryGetValue(id, out var row) ? row : null;

    public Table<T> With(T row) => new(_rows.SetItem(row.Id, row), _ids.Add(row.Id));

    public Table<T> Without(string id) => new(_rows.Remove(id), _ids.Remove(id));

    public IEnumerable<T> From(string? cursor) => _ids.StartingAt(cursor).Select(id => _rows[id]);
}
