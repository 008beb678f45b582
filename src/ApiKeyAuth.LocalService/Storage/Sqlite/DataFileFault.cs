using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

internal static class DataFileFault
{
    public static IOException For(string path, SqliteException fault) => new(
        fault.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"The data file {path} is in use by another process.",
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => Damaged(path),
            _ when Directory.Exists(path) => $"The data file {path} is a folder. Name a file in it.",
            _ when Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder) =>
                $"The data file {path} cannot be opened: there is no folder {folder}. Create it, or name another file.",
            raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR or raw.SQLITE_PERM or raw.SQLITE_READONLY =>
                $"The data file {path} cannot be opened ({fault.Message}). It and its folder must be writable.",
            _ => $"The data file {path} cannot be opened ({fault.Message}).",
        },
        fault);

    public static IOException Unreadable(string path, Exception fault) => new(Damaged(path), fault);

    private static string Damaged(string path) => $"The data file {path} is damaged, or no data file at all. It was left as it is.";
}
