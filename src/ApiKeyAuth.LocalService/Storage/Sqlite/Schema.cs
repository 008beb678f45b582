using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

/// <summary>The schema of a file by version.</summary>
/// <param name="applicationId">Identifies such a file among SQLite databases.</param>
/// <param name="migrations">
/// The statements that upgrade each version to the next one. Files of all earlier versions may exist, so entries are added and never
/// edited.
/// </param>
internal sealed class Schema(long applicationId, params string[] migrations)
{
    /// <summary>Returns why a file cannot be used, or null if it can. It writes nothing.</summary>
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
