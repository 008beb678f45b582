using ApiKeyAuth.LocalService.Http;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>Maps errors of SQLite to errors of the protocol.</summary>
internal static class QueryFault
{
    public const string TooLong = "The query took too long.";

    /// <summary>Maps an error of one of the service's own statements around the query.</summary>
    public static ErrorResponseException For(SqliteException fault) => fault.SqliteErrorCode == raw.SQLITE_INTERRUPT
        ? new ErrorResponseException(ErrorType.QueryTimeout, TooLong)
        : new ErrorResponseException(ErrorType.AnalyticsFailed, fault.Message);

    public static ErrorResponseException For(sqlite3 database, int code)
    {
        var message = raw.sqlite3_errmsg(database).utf8_to_string();
        return new ErrorResponseException(TypeOf(code, message), code == raw.SQLITE_INTERRUPT ? TooLong : message);
    }

    private static ErrorType TypeOf(int code, string message) => code switch
    {
        raw.SQLITE_INTERRUPT => ErrorType.QueryTimeout,
        raw.SQLITE_TOOBIG or raw.SQLITE_NOMEM or raw.SQLITE_FULL => ErrorType.QueryMemoryExceeded,
        _ when message.StartsWith("no such table", StringComparison.Ordinal) => ErrorType.InvalidAnalyticsTable,
        _ when message.StartsWith("no such function", StringComparison.Ordinal) => ErrorType.InvalidAnalyticsFunction,
        _ => ErrorType.InvalidAnalyticsQuery,
    };
}
