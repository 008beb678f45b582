using SQLitePCL;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>
/// Limits the memory that SQLite allocates while a query is prepared and run: subqueries that refer to each other many times exhaust the
/// memory before the first row. SQLite has one limit for the whole process, so it is set only while queries run.
/// </summary>
internal sealed class QueryMemory : IDisposable
{
    private const long MostBytes = 256 * 1024 * 1024;

    private static readonly Lock Gate = new();
    private static int _running;
    private static long _before;

    public QueryMemory()
    {
        lock (Gate)
        {
            if (_running++ == 0)
            {
                _before = raw.sqlite3_hard_heap_limit64(raw.sqlite3_memory_used() + MostBytes);
            }
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (--_running == 0)
            {
                raw.sqlite3_hard_heap_limit64(_before);
            }
        }
    }
}
