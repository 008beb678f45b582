using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>The limits of a query. SQLite itself enforces those that it supports.</summary>
internal static class QueryLimits
{
    public const int TextBytes = 16_384;
    public const int Columns = 64;
    public const int Rows = 10_000;
    public const int AnswerBytes = 4 * 1024 * 1024;
    public const int Selects = 16;

    /// <summary>Twice the longest row of the table. A function that searches text of this length takes half a second at most.</summary>
    private const int ValueBytes = 256 * 1024;

    private const int PatternBytes = 1000;
    private const int Depth = 50;
    private const int Compounds = 50;
    /// <summary>
    /// Instructions without a jump and without a <see cref="CheckedFunctions">checked function</see> are not interrupted, and take a few
    /// seconds at most.
    /// </summary>
    private const int Instructions = 10_000;

    public static void Set(SqliteConnection connection)
    {
        Set(raw.SQLITE_LIMIT_LENGTH, ValueBytes);
        Set(raw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, PatternBytes);
        Set(raw.SQLITE_LIMIT_EXPR_DEPTH, Depth);
        Set(raw.SQLITE_LIMIT_COMPOUND_SELECT, Compounds);
        Set(raw.SQLITE_LIMIT_VDBE_OP, Instructions);
        Set(raw.SQLITE_LIMIT_ATTACHED, 0);

        void Set(int limit, int value) => raw.sqlite3_limit(connection.Handle!, limit, value);
    }
}
