using ApiKeyAuth.LocalService.Storage.Sqlite;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>
/// Holds the state and serializes its changes. A transaction changes a copy of the state, with which the next transaction continues. If the
/// work throws, the state does not change. Readers see a change only when it is stored, so they never see a change that is lost later.
/// </summary>
internal sealed class Store : IDisposable
{
    private readonly object _writing = new();
    private readonly DataFile? _file;
    private readonly Thread? _writer;
    private volatile State _current;
    private State _head;
    private Batch? _open;
    private Task _stored = Task.CompletedTask;
    private bool _isClosing;

    /// <param name="path">The path of the file that stores the changes; null keeps them in memory.</param>
    /// <exception cref="IOException">The file cannot be used; the message says why.</exception>
    public Store(string? path)
    {
        var state = new State();
        if (path is not null)
        {
            _file = DataFile.Open(path, out state);
            _writer = new Thread(StoreBatches) { IsBackground = true, Name = "Key service data file" };
            _writer.Start();
        }

        _current = _head = state;
    }

    public State Current => _current;

    /// <summary>Changes the state.</summary>
    /// <param name="work">The change.</param>
    /// <param name="stored">
    /// A task that completes when the change is stored, and fails if it cannot be stored. No response may be sent before. It is set even
    /// if the work throws or changes nothing, because the result may depend on earlier changes that are not stored yet.
    /// </param>
    public T Write<T>(Func<Transaction, T> work, out Task stored)
    {
        lock (_writing)
        {
            stored = _stored;
            var transaction = new Transaction(_head);
            var result = work(transaction);
            stored = Accept(transaction);
            return result;
        }
    }

    /// <summary>Changes the state, and returns when the change is stored.</summary>
    public T Write<T>(Func<Transaction, T> work)
    {
        var result = Write(work, out var stored);
        stored.GetAwaiter().GetResult();
        return result;
    }

    public void Write(Action<Transaction> work) => Write(transaction =>
    {
        work(transaction);
        return true;
    });

    /// <summary>Stores pending changes and closes the file.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            _isClosing = true;
            Monitor.Pulse(_writing);
        }

        _writer?.Join();
        _file?.Dispose();
    }

    private Task Accept(Transaction transaction)
    {
        if (ReferenceEquals(transaction.State, _head))
        {
            return _stored;
        }

        _head = transaction.State;
        if (_file is null)
        {
            _current = _head;
            return _stored;
        }

        _open ??= new Batch { State = _head };
        _open.State = _head;
        _open.Rows.UnionWith(transaction.Rows);
        Monitor.Pulse(_writing);
        return _stored = _open.Stored;
    }

    /// <summary>All changes that arrive while a batch is being stored form the next batch.</summary>
    private void StoreBatches()
    {
        while (NextBatch() is { } batch)
        {
            try
            {
                _file!.Write(batch);
            }
            catch (Exception fault)
            {
                Undo(batch, fault);
                continue;
            }

            _current = batch.State;
            batch.Succeed();
        }
    }

    private Batch? NextBatch()
    {
        lock (_writing)
        {
            while (_open is null && !_isClosing)
            {
                Monitor.Wait(_writing);
            }

            var batch = _open;
            _open = null;
            return batch;
        }
    }

    /// <summary>Undoes a batch that could not be stored, and all changes that were made on top of it.</summary>
    private void Undo(Batch batch, Exception fault)
    {
        Batch? next;
        lock (_writing)
        {
            next = _open;
            _open = null;
            _head = _current;
            _stored = Task.CompletedTask;
        }

        var reason = new StorageException($"The change could not be stored: {fault.Message}", fault);
        batch.Fail(reason);
        next?.Fail(reason);
    }
}
