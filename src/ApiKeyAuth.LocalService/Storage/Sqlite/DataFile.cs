using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

/// <summary>
/// The SQLite database behind a store. It is locked by the operating system as long as it is open, as the store would not notice
/// what others write to it.
/// </summary>
internal sealed class DataFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly RowWriter _rows;

    private DataFile(SqliteConnection connection)
    {
        _connection = connection;
        _rows = new RowWriter(connection);
    }

    /// <param name="path">The file; it is created where it is missing.</param>
    /// <param name="state">What it holds.</param>
    /// <exception cref="IOException">The file cannot be used; the message says why. It is as it was before.</exception>
    public static DataFile Open(string path, out State state)
    {
        path = Path.GetFullPath(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            state = Prepare(connection, path);
            return new DataFile(connection);
        }
        catch (SqliteException fault)
        {
            connection.Dispose();
            throw DataFileFault.For(path, fault);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            connection.Dispose();
            throw DataFileFault.Unreadable(path, fault);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Stores the changes of a batch, all or none. When it returns, the end of this process can no longer undo them.</summary>
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

    private static State Prepare(SqliteConnection connection, string path)
    {
        connection.Open();

        // Closing a connection brings the log into the file, even if nothing else was done; a file that is refused stays as it is.
        KeepLogOnClose(connection, keep: true);
        connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
        if (Schema.Fault(connection) is { } fault)
        {
            throw new IOException($"The data file {path} {fault}. It was left as it is.");
        }

        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN EXCLUSIVE; COMMIT");
        Schema.Upgrade(connection);
        var state = Load(connection);
        KeepLogOnClose(connection, keep: false);
        return state;
    }

    private static void KeepLogOnClose(SqliteConnection connection, bool keep) =>
        raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, out _);
}
