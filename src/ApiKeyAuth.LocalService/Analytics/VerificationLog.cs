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

    /// <summary>Answers a query, over everything that was recorded before. One at a time, on a thread that calls do not need.</summary>
    /// <param name="sql">The query, as it came.</param>
    /// <param name="apiIds">The APIs whose rows it may see; null for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="ErrorResponseException">The query is not one that is answered, or takes too much.</exception>
    public async Task<RowsData> QueryAsync(string sql, IReadOnlyCollection<string>? apiIds, CancellationToken cancellationToken)
    {
        // The time that a query waits for others is part of its own.
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

    /// <summary>Stores what waits and closes the file. A query that does not end closes it when it does.</summary>
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

    /// <summary>For whoever holds the database.</summary>
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

    /// <summary>A query may take long, and there would be a thread more that waits for it every second.</summary>
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

    /// <summary>For whoever holds the database.</summary>
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
