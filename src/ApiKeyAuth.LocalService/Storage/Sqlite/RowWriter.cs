using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

/// <summary>Writes rows with prepared statements.</summary>
internal sealed class RowWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly Dictionary<RowKind, TableCommands> _tables;

    public RowWriter(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new SqliteCommand("BEGIN IMMEDIATE", connection);
        _commit = new SqliteCommand("COMMIT", connection);
        _tables = Tables.All.ToDictionary(table => table.Kind, table => new TableCommands(table, connection));
    }

    public void Write(Batch batch)
    {
        _begin.ExecuteNonQuery();
        try
        {
            foreach (var row in batch.Rows)
            {
                _tables[row.Kind].Write(row.Id, batch.State);
            }

            _commit.ExecuteNonQuery();
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        foreach (var table in _tables.Values)
        {
            table.Dispose();
        }
    }

    /// <summary>SQLite has already ended the transaction after some errors, for example a full disk.</summary>
    private void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
        {
            _connection.Execute("ROLLBACK");
        }
    }

    private sealed class TableCommands : IDisposable
    {
        private readonly StoredTable _table;
        private readonly SqliteCommand _put;
        private readonly SqliteCommand _remove;

        public TableCommands(StoredTable table, SqliteConnection connection)
        {
            _table = table;
            _put = Command($"INSERT INTO {table.Name} (id, data) VALUES ($id, $data) ON CONFLICT (id) DO UPDATE SET data = excluded.data");
            _put.Parameters.Add("$data", SqliteType.Text);
            _remove = Command($"DELETE FROM {table.Name} WHERE id = $id");

            SqliteCommand Command(string sql)
            {
                var command = new SqliteCommand(sql, connection);
                command.Parameters.Add("$id", SqliteType.Text);
                return command;
            }
        }

        public void Write(string id, State state)
        {
            var data = _table.Read(state, id);
            var command = data is null ? _remove : _put;
            command.Parameters["$id"].Value = id;
            if (data is not null)
            {
                command.Parameters["$data"].Value = data;
            }

            command.ExecuteNonQuery();
        }

        public void Dispose()
        {
            _put.Dispose();
            _remove.Dispose();
        }
    }
}
