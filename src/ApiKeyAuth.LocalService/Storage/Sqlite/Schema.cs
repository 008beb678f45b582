using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

/// <summary>The form of a data file, by version.</summary>
internal static class Schema
{
    /// <summary>Tells a data file of this service from other SQLite databases.</summary>
    public const long ApplicationId = 0x4B657953;

    /// <summary>What leads from each version to the next one. Files of any earlier version exist: entries are added, never edited.</summary>
    private static readonly string[] Migrations =
    [
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
    ];

    /// <summary>Why a file cannot be used, or null if it can. Nothing is written.</summary>
    public static string? Fault(SqliteConnection connection)
    {
        var version = connection.Scalar("PRAGMA user_version");
        if (connection.Scalar("SELECT count(*) FROM sqlite_schema") is 0L && version is 0L)
        {
            return null;
        }

        if (connection.Scalar("PRAGMA application_id") is not ApplicationId)
        {
            return "is a database of another program";
        }

        if (version is long number && number > Migrations.Length)
        {
            return $"was written by a newer version (its schema is {number}, this version knows {Migrations.Length})";
        }

        return connection.Scalar("PRAGMA quick_check(1)") is "ok" ? null : "is damaged";
    }

    public static void Upgrade(SqliteConnection connection)
    {
        var version = (long)connection.Scalar("PRAGMA user_version")!;
        for (; version < Migrations.Length; version++)
        {
            connection.Execute(
                $"BEGIN EXCLUSIVE; {Migrations[version]} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version + 1}; COMMIT");
        }
    }
}
