using System.Collections.Frozen;
using ApiKeyAuth.LocalService.Http;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>SQLite asks it about everything that a statement would do, before it does anything. What is not listed is refused.</summary>
internal sealed class QueryGuard : IDisposable
{
    private static readonly FrozenSet<string> Functions = FrozenSet.ToFrozenSet(
    [
        "->", "->>", "abs", "avg", "ceil", "ceiling", "coalesce", "count", "cume_dist", "date", "datetime", "dense_rank", "exp",
        "first_value", "floor", "glob", "group_concat", "if", "ifnull", "iif", "instr", "json", "json_array_length", "json_extract",
        "json_type", "json_valid", "julianday", "lag", "last_value", "lead", "length", "like", "ln", "log", "log10", "log2", "lower",
        "ltrim", "max", "min", "mod", "nth_value", "ntile", "nullif", "percent_rank", "pow", "power", "rank", "replace", "round",
        "row_number", "rtrim", "sign", "sqrt", "strftime", "string_agg", "substr", "substring", "sum", "time", "timediff", "total",
        "trim", "trunc", "typeof", "unixepoch", "upper",
    ], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> TableFunctions = FrozenSet.ToFrozenSet(["json_each"], StringComparer.OrdinalIgnoreCase);

    private readonly sqlite3 _connection;
    private readonly string _schema;
    private readonly strdelegate_authorizer _authorizer;

    public QueryGuard(SqliteConnection connection, string schema)
    {
        _connection = connection.Handle!;
        _schema = schema;
        _authorizer = Evaluate;
        raw.sqlite3_set_authorizer(_connection, _authorizer, null);
    }

    /// <summary>What the first refused action was, or null if none was.</summary>
    public ErrorResponseException? ErrorResponse { get; private set; }

    public void Dispose() => raw.sqlite3_set_authorizer(_connection, (strdelegate_authorizer?)null, null);

    private int Evaluate(object userData, int action, string first, string second, string schema, string accessor)
    {
        var error = action switch
        {
            raw.SQLITE_SELECT => null,
            raw.SQLITE_READ when MayRead(first, schema) || (second.Length == 0 && MayCount(first, schema)) => null,
            raw.SQLITE_READ => new ErrorResponseException(ErrorType.InvalidAnalyticsTable, $"There is no table {first} to read."),
            raw.SQLITE_FUNCTION when Functions.Contains(second) => null,
            raw.SQLITE_FUNCTION => new ErrorResponseException(ErrorType.InvalidAnalyticsFunction, $"The function {second} cannot be used."),
            raw.SQLITE_RECURSIVE => new ErrorResponseException(ErrorType.InvalidAnalyticsQuery, "A query cannot be recursive."),
            _ => new ErrorResponseException(ErrorType.InvalidAnalyticsQueryType, "Only a SELECT is answered."),
        };
        ErrorResponse ??= error;
        return error is null ? raw.SQLITE_OK : raw.SQLITE_DENY;
    }

    /// <summary>
    /// Tables of which no column is read come without a schema where the query names none, and so do subqueries by their names. The
    /// database holds nothing else that could go by such a name but SQLite's own tables.
    /// </summary>
    private static bool MayCount(string table, string? schema) =>
        string.IsNullOrEmpty(schema)
        && !table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase)
        && !table.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase);

    private bool MayRead(string table, string schema) =>
        (schema == _schema && string.Equals(table, VerificationTables.Name, StringComparison.OrdinalIgnoreCase))
        || (schema == "temp" && VerificationTables.Sums.Contains(table))
        || TableFunctions.Contains(table);
}
