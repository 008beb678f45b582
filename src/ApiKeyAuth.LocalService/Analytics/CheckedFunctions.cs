using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>
/// Replaces the functions of SQLite that can take long for long arguments. Each call first checks whether the query has timed out, and then
/// calls SQLite's own function in a separate database. SQLite checks for a timeout only at jumps, which a query need not contain.
/// </summary>
internal sealed class CheckedFunctions : IDisposable
{
    /// <summary>Any number of arguments.</summary>
    private const int Any = -1;

    private const int Deterministic = 0x800;

    /// <summary>Names and numbers of arguments. Operators such as LIKE and -> are functions, too.</summary>
    public static readonly IReadOnlyList<(string Name, int Arguments)> All =
    [
        ("instr", 2), ("replace", 3), ("like", 2), ("like", 3), ("glob", 2), ("trim", 1), ("trim", 2), ("ltrim", 1), ("ltrim", 2),
        ("rtrim", 1), ("rtrim", 2), ("upper", 1), ("lower", 1), ("strftime", Any), ("json", 1), ("json_array_length", 1),
        ("json_array_length", 2), ("json_extract", Any), ("json_type", 1), ("json_type", 2), ("json_valid", 1), ("json_valid", 2),
        ("->", 2), ("->>", 2),
    ];

    private readonly SqliteConnection _computing;
    private readonly Dictionary<(string Name, int Arguments), sqlite3_stmt> _statements = [];
    private readonly delegate_function_scalar _compute;

    public CheckedFunctions(SqliteConnection connection)
    {
        _computing = new SqliteConnection("Data Source=:memory:;Pooling=False");
        _computing.Open();
        QueryLimits.Set(_computing);
        _compute = Compute;
        foreach (var (name, arguments) in All)
        {
            raw.sqlite3_create_function(connection.Handle!, name, arguments, raw.SQLITE_UTF8 | Deterministic, name, _compute);
        }
    }

    /// <summary>Cancelled when the running query must end.</summary>
    public CancellationToken End { get; set; }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _computing.Dispose();
    }

    private void Compute(sqlite3_context context, object name, sqlite3_value[] arguments)
    {
        if (End.IsCancellationRequested)
        {
            raw.sqlite3_result_error_code(context, raw.SQLITE_INTERRUPT);
        }
        else if (Statement((string)name, arguments.Length) is { } statement)
        {
            Run(context, statement, arguments);
        }
        else
        {
            raw.sqlite3_result_error(context, raw.sqlite3_errmsg(_computing.Handle!).utf8_to_string());
        }
    }

    private sqlite3_stmt? Statement(string name, int count)
    {
        if (_statements.TryGetValue((name, count), out var statement))
        {
            return statement;
        }

        var parameters = Enumerable.Range(1, count).Select(i => $"?{i}").ToArray();
        var isOperator = name[0] == '-';
        var sql = isOperator ? $"SELECT {parameters[0]} {name} {parameters[1]}" : $"SELECT {name}({string.Join(", ", parameters)})";
        if (raw.sqlite3_prepare_v2(_computing.Handle!, sql, out statement) != raw.SQLITE_OK)
        {
            statement?.Dispose();
            return null;
        }

        return _statements[(name, count)] = statement;
    }

    private void Run(sqlite3_context context, sqlite3_stmt statement, sqlite3_value[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            Bind(statement, i + 1, arguments[i]);
        }

        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
        {
            Return(context, statement);
        }
        else if (code == raw.SQLITE_TOOBIG)
        {
            raw.sqlite3_result_error_toobig(context);
        }
        else
        {
            raw.sqlite3_result_error(context, raw.sqlite3_errmsg(_computing.Handle!).utf8_to_string());
        }

        raw.sqlite3_reset(statement);
        raw.sqlite3_clear_bindings(statement);
    }

    private static void Bind(sqlite3_stmt statement, int index, sqlite3_value value)
    {
        switch (raw.sqlite3_value_type(value))
        {
            case raw.SQLITE_INTEGER:
                raw.sqlite3_bind_int64(statement, index, raw.sqlite3_value_int64(value));
                break;
            case raw.SQLITE_FLOAT:
                raw.sqlite3_bind_double(statement, index, raw.sqlite3_value_double(value));
                break;
            case raw.SQLITE_TEXT:
                raw.sqlite3_bind_text(statement, index, raw.sqlite3_value_blob(value));
                break;
            case raw.SQLITE_BLOB:
                raw.sqlite3_bind_blob(statement, index, raw.sqlite3_value_blob(value));
                break;
            default:
                raw.sqlite3_bind_null(statement, index);
                break;
        }
    }

    private static void Return(sqlite3_context context, sqlite3_stmt statement)
    {
        switch (raw.sqlite3_column_type(statement, 0))
        {
            case raw.SQLITE_INTEGER:
                raw.sqlite3_result_int64(context, raw.sqlite3_column_int64(statement, 0));
                break;
            case raw.SQLITE_FLOAT:
                raw.sqlite3_result_double(context, raw.sqlite3_column_double(statement, 0));
                break;
            case raw.SQLITE_TEXT:
                raw.sqlite3_result_text(context, raw.sqlite3_column_blob(statement, 0));
                break;
            case raw.SQLITE_BLOB:
                raw.sqlite3_result_blob(context, raw.sqlite3_column_blob(statement, 0));
                break;
            default:
                raw.sqlite3_result_null(context);
                break;
        }
    }
}
