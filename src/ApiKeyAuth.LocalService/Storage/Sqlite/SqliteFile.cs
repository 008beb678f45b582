using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

internal static class SqliteFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The suffixes of the database and of the files that SQLite creates next to it.</summary>
    private static readonly string[] Suffixes = [string.Empty, "-wal", "-shm", "-journal"];

    /// <summary>Opens a file, which the operating system locks while the connection is open, and upgrades its schema.</summary>
    /// <param name="path">The path of the file, which is created if it is missing.</param>
    /// <param name="schema">The schema of the file.</param>
    /// <param name="load">Reads the rows that are needed at start. If it fails, the file counts as damaged.</param>
    /// <exception cref="IOException">The file cannot be used; the message contains the reason. The file is not changed.</exception>
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
        CreateForOwner(path);
        connection.Open();

        // Closing a connection writes the log into the file, even if nothing was changed, and a rejected file must not change.
        KeepLogOnClose(connection, keep: true);
        connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
        if (schema.Fault(connection) is { } fault)
        {
            throw new IOException($"The data file {path} {fault}. It was left as it is.");
        }

        RestrictToOwner(path);
        connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN EXCLUSIVE; COMMIT");
        schema.Upgrade(connection);
        load(connection);
        KeepLogOnClose(connection, keep: false);
    }

    /// <summary>Creates the file readable for its owner only, because it contains hashes. SQLite would use the umask.</summary>
    private static void CreateForOwner(string path)
    {
        if (OperatingSystem.IsWindows() || File.Exists(path))
        {
            return;
        }

        try
        {
            new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly })
                .Dispose();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // SQLite meets the same error and reports it.
        }
    }

    /// <summary>SQLite creates the other files with the mode of the database; files of earlier starts may have a wider mode.</summary>
    private static void RestrictToOwner(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        foreach (var file in Suffixes.Select(suffix => path + suffix).Where(File.Exists))
        {
            try
            {
                File.SetUnixFileMode(file, File.GetUnixFileMode(file) & OwnerOnly);
            }
            catch (UnauthorizedAccessException fault)
            {
                throw new IOException(
                    $"The data file {file} belongs to another user, so its mode cannot be set to 0600. Change its owner, or name another file.", fault);
            }
        }
    }

    private static void KeepLogOnClose(SqliteConnection connection, bool keep) =>
        raw.sqlite3_db_config(connection.Handle!, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep ? 1 : 0, out _);
}
