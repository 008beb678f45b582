using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

internal static class SqliteConnections
{
    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        return command.ExecuteScalar() is var value && value is DBNull ? null : value;
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
