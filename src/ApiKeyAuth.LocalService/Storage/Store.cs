using ApiKeyAuth.LocalService.Storage.Sqlite;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>
/// The state and its one writer. A transaction works on a state of its own, which the next one continues when the work returns; work
/// that throws leaves nothing behind. Readers see a change when it is stored, so nothing they saw can be lost any more.
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

    /// <param name="path">The file that changes are stored in; null keeps them in memory only.</param>
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
    /// Ends when the change is stored, or fails if it cannot be; nothing may be told before. Set even where the work throws or
    /// changes nothing: its outcome rests on earlier changes, which may still be on their way.
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

    /// <summary>Changes the state, and returns when that is stored.</summary>
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

    /// <summary>Stores what is waiting, then closes the file.</summary>
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

    /// <summary>Everything that came in while one batch was stored makes up the next one.</summary>
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

    /// <summary>What could not be stored did not happen, and neither did what was built on it.</summary>
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
