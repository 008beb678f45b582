namespace ApiKeyAuth;

/// <summary>Entries whose details must go at a certain time, whether or not anybody asks for them again. Holds no details itself.</summary>
/// <param name="capacity">The most entries that wait.</param>
/// <param name="time">The app's clock.</param>
/// <param name="release">Takes the details out of the entry of a key, if it is still the one of this call.</param>
internal sealed class ReleaseQueue(int capacity, TimeProvider time, Action<KeyHash, long> release)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly PriorityQueue<(KeyHash Key, long Began), long> _waiting = new();
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private long _timerDue;

    /// <returns>Whether there was room.</returns>
    public bool TryAdd(in KeyHash key, long began, TimeSpan after)
    {
        lock (_lock)
        {
            if (_waiting.Count >= capacity)
            {
                return false;
            }

            var due = time.GetTimestamp() + (long)(after.TotalSeconds * time.TimestampFrequency);
            _waiting.Enqueue((key, began), due);
            if (_timer is null || due < _timerDue)
            {
                Schedule(due);
            }

            return true;
        }
    }

    private void ReleaseDue()
    {
        List<(KeyHash Key, long Began)> due = [];
        lock (_lock)
        {
            while (_waiting.TryPeek(out var first, out var at) && at <= time.GetTimestamp())
            {
                due.Add(first);
                _waiting.Dequeue();
            }

            _timer?.Dispose();
            _timer = null;
            if (_waiting.TryPeek(out _, out var next))
            {
                Schedule(next);
            }
        }

        // Outside the lock: the entry has one of its own.
        due.ForEach(entry => release(entry.Key, entry.Began));
    }

    private void Schedule(long due)
    {
        _timer?.Dispose();
        _timerDue = due;
        var wait = time.GetElapsedTime(time.GetTimestamp(), due);
        if (ExecutionContext.IsFlowSuppressed())
        {
            Create();
            return;
        }

        // The timer would hold the request that happens to start it.
        using (ExecutionContext.SuppressFlow())
        {
            Create();
        }

        void Create() => _timer = time.CreateTimer(
            static queue => ((ReleaseQueue)queue!).ReleaseDue(), this, wait > Tick ? wait : Tick, Timeout.InfiniteTimeSpan);
    }
}
