using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

/// <summary>The SQLite database of a store. It is locked, because the store does not read changes of other processes.</summary>
internal sealed class DataFile : IDisposable
{
    private static readonly Schema Schema = new(
        applicationId: 0x4B657953,
        """
        CREATE TABLE apis (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE keys (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE balances (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE identities (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE permissions (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE roles (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE namespaces (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE overrides (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE migrations (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE root_keys (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE refill_day (id TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
        """,
        """
        UPDATE apis SET data = json_set(data, '$.keyspaceId', CASE
            WHEN substr(id, 1, 4) = 'api_' AND length(id) <= 101 THEN 'ks_' || substr(id, 5)
            WHEN substr(id, 1, 4) <> 'api_' AND length(id) <= 97
                AND NOT EXISTS (SELECT 1 FROM apis AS other WHERE other.id = 'api_' || apis.id) THEN 'ks_' || id
            ELSE 'ks_' || lower(hex(randomblob(8))) END)
        WHERE json_valid(data);
        """);

    private readonly SqliteConnection _connection;
    private readonly RowWriter _rows;

    private DataFile(SqliteConnection connection)
    {
        _connection = connection;
        _rows = new RowWriter(connection);
    }

    /// <inheritdoc cref="SqliteFile.Open"/>
    /// <param name="path">The path of the file, which is created if it is missing.</param>
    /// <param name="state">The stored state.</param>
    public static DataFile Open(string path, out State state)
    {
        var loaded = new State();
        var connection = SqliteFile.Open(path, Schema, connection => loaded = Load(connection));
        state = loaded;
        return new DataFile(connection);
    }

    /// <summary>Stores the changes of a batch, all or none. When this method returns, the changes survive a crash of the process.</summary>
    public void Write(Batch batch) => _rows.Write(batch);

    public void Dispose()
    {
        _rows.Dispose();
        _connection.Dispose();
    }

    private static State Load(SqliteConnection connection)
    {
        var transaction = new Transaction(new State());
        foreach (var table in Tables.All)
        {
            using var command = new SqliteCommand($"SELECT id, data FROM {table.Name}", connection);
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                table.Restore(transaction, rows.GetString(0), rows.GetString(1));
            }
        }

        return transaction.State;
    }
}
