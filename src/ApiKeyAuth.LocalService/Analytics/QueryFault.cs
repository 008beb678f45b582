using ApiKeyAuth.LocalService.Http;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>Tells what SQLite complains about in the words of the protocol.</summary>
internal static class QueryFault
{
    public static RefusalException For(sqlite3 database, int code)
    {
        var message = raw.sqlite3_errmsg(database).utf8_to_string();
        return new RefusalException(TypeOf(code, message), code == raw.SQLITE_INTERRUPT ? "The query took too long." : message);
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
