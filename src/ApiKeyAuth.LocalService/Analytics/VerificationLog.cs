using ApiKeyAuth.LocalService.Http;
using ApiKeyAuth.LocalService.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ApiKeyAuth.LocalService.Analytics;

/// <summary>
/// The latest verifications, in a separate database. They are buffered in memory until a query runs or, with a file, for up to a second.
/// Buffered verifications are lost if the process crashes, as the log is not used for billing.
/// </summary>
internal sealed class VerificationLog : IDisposable
{
    public const int Capacity = 100_000;

    private const int MostQueriesAtOnce = 8;

    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(1);

    private readonly Lock _waitingGate = new();
    private readonly Lock _database = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteConnection _connection;
    private readonly VerificationWriter _writer;
    private readonly CheckedFunctions _functions;
    private readonly TimeSpan _longestQuery;
    private readonly ITimer? _timer;
    private Queue<VerificationRow> _waiting = new();
    private int _queries;
    private volatile bool _isClosing;
    private bool _isClosed;

    /// <param name="path">The path of the file; null keeps the rows in memory.</param>
    /// <param name="longestQuery">The duration after which a query is interrupted.</param>
    /// <exception cref="IOException">The file cannot be used; the message says why.</exception>
    public VerificationLog(string? path, TimeSpan longestQuery)
    {
        _connection = path is null ? OpenInMemory() : SqliteFile.Open(path, VerificationTables.Schema, static _ => { });
        _longestQuery = longestQuery;
        _writer = new VerificationWriter(_connection);
        VerificationTables.AddSums(_connection);
        QueryLimits.Set(_connection);
        _functions = new CheckedFunctions(_connection);
        _timer = path is null
            ? null
            : TimeProvider.System.CreateTimer(_ => WriteUnlessBusy(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
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

    /// <summary>
    /// Executes a query over all verifications that were recorded before. Queries run one at a time, on a thread that other calls do not
    /// use.
    /// </summary>
    /// <param name="sql">The text of the query.</param>
    /// <param name="apiIds">The APIs whose rows the query may read; null for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="ErrorResponseException">The query is invalid or exceeds a limit.</exception>
    public async Task<RowsData> QueryAsync(string sql, IReadOnlyCollection<string>? apiIds, CancellationToken cancellationToken)
    {
        // The time that a query waits for other queries counts towards its limit.
        using var time = new CancellationTokenSource(_longestQuery);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            if (Interlocked.Increment(ref _queries) > MostQueriesAtOnce)
            {
                throw new ErrorResponseException(ErrorType.QueryQuotaExceeded, "Too many queries are waiting.");
            }

            await _turn.WaitAsync(end.Token).ConfigureAwait(false);
            try
            {
                return await Task.Factory.StartNew(
                    () => Query(sql, apiIds, end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                    .ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            throw new ErrorResponseException(ErrorType.QueryTimeout, QueryFault.TooLong);
        }
        finally
        {
            Interlocked.Decrement(ref _queries);
        }
    }

    /// <summary>
    /// Stores the buffered verifications and closes the file. If a query is still running, the query closes the file when it ends.
    /// </summary>
    public void Dispose()
    {
        _timer?.Dispose();
        _isClosing = true;
        if (_database.TryEnter(LongestClose))
        {
            try
            {
                Close();
            }
            finally
            {
                _database.Exit();
            }
        }
    }

    private RowsData Query(string sql, IReadOnlyCollection<string>? apiIds, CancellationToken end)
    {
        lock (_database)
        {
            try
            {
                if (_isClosed)
                {
                    throw new ErrorResponseException(ErrorType.AnalyticsFailed, "The service is stopping.");
                }

                WriteWaiting();
                using var scope = new QueryScope(_connection, apiIds);
                using var memory = new QueryMemory();
                using var time = new QueryTime(_connection.Handle!, _functions, end);
                scope.Begin();
                return Statement.Run(_connection, sql, scope.Schema);
            }
            catch (SqliteException fault)
            {
                throw QueryFault.For(fault);
            }
            finally
            {
                if (_isClosing)
                {
                    Close();
                }
            }
        }
    }

    /// <summary>The caller must hold the lock of the database.</summary>
    private void Close()
    {
        if (_isClosed)
        {
            return;
        }

        if (_timer is not null)
        {
            WriteWaiting();
        }

        _isClosed = true;
        _writer.Dispose();
        _connection.Dispose();
        _functions.Dispose();
    }

    private static SqliteConnection OpenInMemory()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        VerificationTables.Schema.Upgrade(connection);
        return connection;
    }

    /// <summary>Does not wait for a running query: another thread would start waiting every second.</summary>
    private void WriteUnlessBusy()
    {
        if (_database.TryEnter())
        {
            try
            {
                WriteWaiting();
            }
            finally
            {
                _database.Exit();
            }
        }
    }

    /// <summary>The caller must hold the lock of the database.</summary>
    private void WriteWaiting()
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
