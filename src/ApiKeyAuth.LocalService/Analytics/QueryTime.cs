using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>
/// Ends a query that has timed out. SQLite checks at jumps, and <see cref="CheckedFunctions"/> check before each call. An interrupt would
/// have no effect before the first instruction, or in a query without jumps.
/// </summary>
internal sealed class QueryTime : IDisposable
{
    private const int InstructionsBetween = 100;

    private readonly sqlite3 _database;
    private readonly CheckedFunctions _functions;

    public QueryTime(sqlite3 database, CheckedFunctions functions, CancellationToken end)
    {
        _database = database;
        _functions = functions;
        _functions.End = end;
        raw.sqlite3_progress_handler(database, InstructionsBetween, _ => end.IsCancellationRequested ? 1 : 0, null);
    }

    public void Dispose()
    {
        raw.sqlite3_progress_handler(_database, 0, null, null);
        _functions.End = CancellationToken.None;
    }
}
