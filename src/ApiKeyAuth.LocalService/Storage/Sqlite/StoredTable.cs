using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

/// <summary>A table of the data file: ids, and rows as JSON. It reads its rows from the state and restores them.</summary>
internal abstract class StoredTable(RowKind kind, string name)
{
    public RowKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Returns the current row, or null if it has been removed.</summary>
    public abstract string? Read(State state, string id);

    public abstract void Restore(Transaction transaction, string id, string json);
}

internal sealed class StoredTable<T>(
    RowKind kind, string name, JsonTypeInfo<T> type, Func<State, string, T?> find, Action<Transaction, string, T> restore)
    : StoredTable(kind, name)
    where T : class
{
    public override string? Read(State state, string id) => find(state, id) is { } row ? JsonSerializer.Serialize(row, type) : null;

    public override void Restore(Transaction transaction, string id, string json) =>
        restore(transaction, id, JsonSerializer.Deserialize(json, type) ?? throw new JsonException("There is no row."));
}
