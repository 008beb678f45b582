using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

internal static class SqliteFile
{
    /// <summary>Opens a file, locked by the operating system for as long as the connection is open, and brings it up to date.</summary>
    /// <param name="path">The file; it is created where it is missing.</param>
    /// <param name="schema">The form of the file.</param>
    /// <param name="load">Reads what is needed at once; what it cannot make sense of is damage.</param>
    /// <exception cref="IOException">The file cannot be used; the message says why. It is as it was before.</exception>
    public static SqliteConnection Open(string path, Schema schema, Action<SqliteConnection> load)
    {
        path = Path.GetFullPath(path);
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 };
        var connection = new SqliteConnection(builder.ToString());
        try
        {
            Prepare(connection, path, schema, load);
            return connection;
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

    private static void Prepare(SqliteConnection connection, string path, Schema schema, Action<SqliteConnection> load)
    {
        connection.Open();

        // Closing a connection brings the log into the file, even if nothing else was done; a file that is refused stays as it is.
        KeepLogOnClose(connection, keep: true);
        connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
        if (schema.Fault(connection) is { } fault)
        {
            throw new IOException($"The data file {path} {fault}. It was left as it is.");
        }

        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN EXCLUSIVE; COMMIT");
        schema.Upgrade(connection);
        load(connection);
        KeepLogOnClose(connection, keep: false);
    }

    private static void KeepLogOnClose(SqliteConnection connection, bool keep) =>
        raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, out _);
}
