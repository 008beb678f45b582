namespace ApiKeyAuth.LocalService.RateLimiting;

/// <summary>
/// Sliding windows over counts that are aligned to the Unix epoch. Of several checks in one decision all or none are consumed. There is one
/// lock, because a decision takes less than a microsecond and needs a consistent view of its counters.
/// </summary>
internal sealed class RateLimiter
{
    private readonly Lock _deciding = new();
    private readonly Dictionary<CounterId, Counter> _counters = [];
    private readonly PriorityQueue<CounterId, long> _expiries = new();

    public int CounterCount
    {
        get
        {
            lock (_deciding)
            {
                return _counters.Count;
            }
        }
    }

    public LimitResult[] Decide(ReadOnlySpan<LimitCheck> checks, long now)
    {
        lock (_deciding)
        {
            RemoveExpired(now);
            var results = new LimitResult[checks.Length];
            var pending = new Dictionary<CounterId, Int128>(checks.Length);
            var passed = true;
            for (var i = 0; i < checks.Length; i++)
            {
                var (counter, _, cost) = checks[i];
                var free = Free(checks[i], now) - pending.GetValueOrDefault(counter);
                var fits = cost <= free;
                passed &= fits;
                results[i] = new LimitResult(fits, fits ? (long)(free - cost) : 0, SlidingWindow.Reset(counter, now));
                pending[counter] = pending.GetValueOrDefault(counter) + (fits ? cost : 0);
            }

            return passed ? Consume(checks, results, now) : Unconsumed(checks, results, now);
        }
    }

    private LimitResult[] Consume(ReadOnlySpan<LimitCheck> checks, LimitResult[] results, long now)
    {
        foreach (var check in checks)
        {
            if (check.Cost > 0)
            {
                Current(check.Counter, now).Count += check.Cost;
            }
        }

        return results;
    }

    private LimitResult[] Unconsumed(ReadOnlySpan<LimitCheck> checks, LimitResult[] results, long now)
    {
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Passed)
            {
                results[i] = results[i] with { Remaining = (long)Free(checks[i], now) };
            }
        }

        return results;
    }

    /// <summary>Returns the limit minus the used cost; negative if the limit was lowered below it.</summary>
    private Int128 Free(LimitCheck check, long now) =>
        _counters.TryGetValue(check.Counter, out var counter)
            ? check.Limit - SlidingWindow.Used(counter, check.Counter.Duration, now)
            : check.Limit;

    private Counter Current(CounterId id, long now)
    {
        var window = SlidingWindow.Number(id.Duration, now);
        if (!_counters.TryGetValue(id, out var counter))
        {
            counter = new Counter(window);
            _counters.Add(id, counter);
            _expiries.Enqueue(id, SlidingWindow.Expiry(counter, id.Duration));
        }

        counter.MoveTo(window);
        return counter;
    }

    /// <summary>A count has no effect after the window that follows its own, so memory is bounded by two windows of traffic.</summary>
    private void RemoveExpired(long now)
    {
        while (_expiries.TryPeek(out var id, out var expiry) && expiry <= now)
        {
            _expiries.Dequeue();
            var counter = _counters[id];
            var renewed = SlidingWindow.Expiry(counter, id.Duration);
            if (renewed > now)
            {
                _expiries.Enqueue(id, renewed);
            }
            else
            {
                _counters.Remove(id);
            }
        }
    }
}
