using System.Collections.Frozen;
using ApiKeyAuth.LocalService.Http;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>Authorizes each action of a statement before SQLite executes it. Actions that are not listed are rejected.</summary>
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

    /// <summary>The error for the first rejected action, or null.</summary>
    public ErrorResponseException? Error { get; private set; }

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
        Error ??= error;
        return error is null ? raw.SQLITE_OK : raw.SQLITE_DENY;
    }

    /// <summary>
    /// If a query reads no column of a table and names no schema, SQLite passes the table without a schema, and subqueries likewise.
    /// Apart from SQLite's own tables the database contains nothing else with such a name.
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
