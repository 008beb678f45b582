using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>
/// The newest verifications, in a database of their own. They wait in memory until somebody asks for them, and where there is a file
/// until a second has passed; that is no ledger, and waiting ones end with the process.
/// </summary>
internal sealed class VerificationLog : IDisposable
{
    public const int Capacity = 100_000;

    private const int MostQueriesAtOnce = 8;

    private readonly Lock _waitingGate = new();
    private readonly Lock _database = new();
    private readonly SqliteConnection _connection;
    private readonly VerificationWriter _writer;
    private readonly TimeSpan _longestQuery;
    private readonly ITimer? _timer;
    private Queue<VerificationRow> _waiting = new();
    private int _queries;
    private bool _isClosed;

    /// <param name="path">The file; null keeps the rows in memory.</param>
    /// <param name="longestQuery">After which a query is interrupted.</param>
    /// <exception cref="IOException">The file cannot be used; the message says why.</exception>
    public VerificationLog(string? path, TimeSpan longestQuery)
    {
        _connection = path is null ? OpenInMemory() : SqliteFile.Open(path, VerificationTables.Schema, static _ => { });
        _longestQuery = longestQuery;
        _writer = new VerificationWriter(_connection);
        VerificationTables.AddSums(_connection);
        QueryLimits.Set(_connection);
        _timer = path is null
            ? null
            : TimeProvider.System.CreateTimer(_ => WriteWaiting(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Add(VerificationRow row)
    {
        lock (_waitingGate)
        {
            if (_waiting.Count == Capacity)
            {
                _waiting.Dequeue();
            }

            _waiting.Enqueue(row);
        }
    }

    /// <summary>Answers a query, over everything that was recorded before.</summary>
    /// <param name="sql">The query, as it came.</param>
    /// <param name="apiIds">The APIs whose rows it may see; null for all.</param>
    /// <exception cref="RefusalException">The query is not one that is answered, or takes too much.</exception>
    public RowsData Query(string sql, IReadOnlyCollection<string>? apiIds)
    {
        try
        {
            if (Interlocked.Increment(ref _queries) > MostQueriesAtOnce)
            {
                throw new RefusalException(ErrorType.QueryQuotaExceeded, "Too many queries are waiting.");
            }

            lock (_database)
            {
                WriteWaiting();
                using var scope = new QueryScope(_connection, apiIds);
                return Statement.Run(_connection, sql, scope.Schema, _longestQuery);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _queries);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_database)
        {
            if (_timer is not null)
            {
                WriteWaiting();
            }

            _isClosed = true;
            _writer.Dispose();
            _connection.Dispose();
        }
    }

    private static SqliteConnection OpenInMemory()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        VerificationTables.Schema.Upgrade(connection);
        return connection;
    }

    private void WriteWaiting()
    {
        lock (_database)
        {
            Queue<VerificationRow> rows;
            lock (_waitingGate)
            {
                rows = _waiting;
                _waiting = new Queue<VerificationRow>();
            }

            if (rows.Count > 0 && !_isClosed)
            {
                _writer.Write(rows);
            }
        }
    }
}
