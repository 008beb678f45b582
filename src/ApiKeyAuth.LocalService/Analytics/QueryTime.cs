using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>
/// Ends a query that takes too long. SQLite asks between its instructions: an interrupt from outside would be forgotten where it came
/// before the first of them.
/// </summary>
internal sealed class QueryTime : IDisposable
{
    private const int InstructionsBetween = 1000;

    private readonly sqlite3 _database;
    private readonly CancellationTokenSource _time;

    public QueryTime(sqlite3 database, TimeSpan limit)
    {
        _database = database;
        _time = new CancellationTokenSource(limit);
        raw.sqlite3_progress_handler(database, InstructionsBetween, _ => _time.IsCancellationRequested ? 1 : 0, null);
    }

    public void Dispose()
    {
        raw.sqlite3_progress_handler(_database, 0, null, null);
        _time.Dispose();
    }
}
