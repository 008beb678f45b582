namespace ApiKeyAuth.LocalService.RateLimiting;

/// <summary>The arithmetic of windows. Limits, costs and durations go up to 64 bits, so sums and products are made in 128.</summary>
internal static class SlidingWindow
{
    public static long Number(long duration, long now) => now / duration;

    /// <summary>What counts now: this window, and of the one before it the share that has not slid out, cut to a whole number.</summary>
    public static Int128 Used(Counter counter, long duration, long now)
    {
        var window = Number(duration, now);
        if (window <= counter.Window)
        {
            // A clock that was set back stays at the beginning of the latest window.
            var elapsed = window < counter.Window ? 0 : now - (window * duration);
            return counter.Count + Decayed(counter.Previous, duration, elapsed);
        }

        return window - counter.Window == 1 ? Decayed(counter.Count, duration, now - (window * duration)) : 0;
    }

    /// <summary>The end of the current window, in Unix milliseconds.</summary>
    public static long Reset(CounterId counter, long now) => EndOf(Number(counter.Duration, now), counter.Duration);

    /// <summary>The moment from which a counter weighs nothing.</summary>
    public static long Expiry(Counter counter, long duration) => EndOf((Int128)counter.Window + 1, duration);

    private static long EndOf(Int128 window, long duration) => (long)Int128.Min((window + 1) * duration, long.MaxValue);

    private static Int128 Decayed(long count, long duration, long elapsed) => (Int128)count * (duration - elapsed) / duration;
}
