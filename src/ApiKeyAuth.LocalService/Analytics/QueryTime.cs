using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>
/// Ends a query whose time is up. SQLite asks at jumps, and <see cref="CheckedFunctions"/> ask before each call: an interrupt from outside
/// is forgotten where it comes before the first instruction, and unnoticed where there is no jump.
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
