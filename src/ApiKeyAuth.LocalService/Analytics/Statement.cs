using System.Text;
using ApiKeyAuth.LocalService.Http;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>Checks and executes the query of a caller.</summary>
internal static class Statement
{
    public static RowsData Run(SqliteConnection connection, string sql, string schema)
    {
        if (Encoding.UTF8.GetByteCount(sql) > QueryLimits.TextBytes)
        {
            throw Invalid($"The query is longer than {QueryLimits.TextBytes} bytes.");
        }

        var database = connection.Handle!;
        using var guard = new QueryGuard(connection, schema);
        using var statement = Prepare(database, sql, guard);
        return new RowsData(RowsWriter.Write(database, statement));
    }

    private static sqlite3_stmt Prepare(sqlite3 database, string sql, QueryGuard guard)
    {
        if (StatementText.IsOfAnotherKind(sql))
        {
            throw new ErrorResponseException(ErrorType.InvalidAnalyticsQueryType, "Only a SELECT is answered.");
        }

        if (StatementText.SelectsIn(sql) > QueryLimits.Selects)
        {
            throw Invalid($"A query has at most {QueryLimits.Selects} SELECTs.");
        }

        var code = raw.sqlite3_prepare_v2(database, sql, out var statement, out var rest);
        if (code != raw.SQLITE_OK)
        {
            statement?.Dispose();
            throw guard.Error ?? QueryFault.For(database, code);
        }

        if (StatementText.IsBlank(rest) && raw.sqlite3_column_count(statement) is > 0 and <= QueryLimits.Columns
            && raw.sqlite3_stmt_readonly(statement) != 0)
        {
            return statement;
        }

        statement.Dispose();
        throw Invalid($"A query is one SELECT with 1 to {QueryLimits.Columns} columns.");
    }

    private static ErrorResponseException Invalid(string detail) => new(ErrorType.InvalidAnalyticsQuery, detail);
}
