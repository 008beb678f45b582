using ApiKeyAuth.LocalService.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Tests;

public class SchemaTests
{
    private const string First = "CREATE TABLE notes (text TEXT NOT NULL);";
    private const string Second = "ALTER TABLE notes ADD COLUMN author TEXT NOT NULL DEFAULT 'nobody';";

    [Fact]
    public void An_older_file_is_brought_up_to_date_with_what_it_holds_and_the_older_version_rejects_it_then()
    {
        using var folder = new DataFolder();
        using (var older = Open(folder, First))
        {
            older.Execute("INSERT INTO notes VALUES ('kept')");
        }

        using (var newer = Open(folder, First, Second))
        {
            Assert.Equal("kept by nobody", newer.Scalar("SELECT text || ' by ' || author FROM notes"));
            Assert.Equal(2L, newer.Scalar("PRAGMA user_version"));
        }

        Assert.Contains("newer version", Assert.Throws<IOException>(() => Open(folder, First)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_fails_leaves_the_file_at_the_version_before_it()
    {
        using var folder = new DataFolder();
        using (var older = Open(folder, First))
        {
            older.Execute("INSERT INTO notes VALUES ('kept')");
        }

        Assert.Throws<IOException>(() => Open(folder, First, $"{Second} INSERT INTO missing VALUES (1);"));

        using var again = Open(folder, First);
        Assert.Equal(("kept", 1L), (again.Scalar("SELECT * FROM notes"), again.Scalar("PRAGMA user_version")));
        Assert.Equal(1L, again.Scalar("SELECT count(*) FROM pragma_table_info('notes')"));
    }

    private static SqliteConnection Open(DataFolder folder, params string[] migrations) =>
        SqliteFile.Open(folder.File, new Schema(applicationId: 7, migrations), static _ => { });
}
