using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

/// <summary>The form of a file, by version.</summary>
/// <param name="applicationId">Tells such a file from other SQLite databases.</param>
/// <param name="migrations">
/// What leads from each version to the next one. Files of any earlier version exist: entries are added, never edited.
/// </param>
internal sealed class Schema(long applicationId, params string[] migrations)
{
    /// <summary>Why a file cannot be used, or null if it can. Nothing is written.</summary>
    public string? Fault(SqliteConnection connection)
    {
        var version = connection.Scalar("PRAGMA user_version");
        if (connection.Scalar("SELECT count(*) FROM sqlite_schema") is 0L && version is 0L)
        {
            return null;
        }

        if (connection.Scalar("PRAGMA application_id") is not long id || id != applicationId)
        {
            return "is a database of another program";
        }

        if (version is long number && number > migrations.Length)
        {
            return $"was written by a newer version (its schema is {number}, this version knows {migrations.Length})";
        }

        return connection.Scalar("PRAGMA quick_check(1)") is "ok" ? null : "is damaged";
    }

    public void Upgrade(SqliteConnection connection)
    {
        var version = (long)connection.Scalar("PRAGMA user_version")!;
        for (; version < migrations.Length; version++)
        {
            connection.Execute(
                $"""
                BEGIN EXCLUSIVE;
                {migrations[version]}
                PRAGMA application_id = {applicationId};
                PRAGMA user_version = {version + 1};
                COMMIT
                """);
        }
    }
}
