namespace ApiKeyAuth.LocalService.Storage;

/// <summary>
/// The state and its one writer. A transaction works on a state of its own, which becomes the current one when the work returns;
/// work that throws leaves nothing behind.
/// </summary>
internal sealed class Store
{
    private readonly Lock _writing = new();
    private volatile State _current = new();

    public State Current => _current;

    public T Write<T>(Func<Transaction, T> work)
    {
        lock (_writing)
        {
            var transaction = new Transaction(_current);
            var result = work(transaction);
            _current = transaction.State;
            return result;
        }
    }

    public void Write(Action<Transaction> work) => Write(transaction =>
    {
        work(transaction);
        return true;
    });
}
