namespace ApiKeyAuth.LocalService.RateLimiting;

/// <summary>
/// The arithmetic of windows. Limits, costs and durations have up to 64 bits, so sums and products are computed with 128 bits.
/// </summary>
internal static class SlidingWindow
{
    public static long Number(long duration, long now) => now / duration;

    /// <summary>
    /// Returns the used cost: the current window, and the fraction of the previous one that has not slid out, rounded down.
    /// </summary>
    public static Int128 Used(Counter counter, long duration, long now)
    {
        var window = Number(duration, now);
        if (window <= counter.Window)
        {
            // If the clock is set back, the time stays at the beginning of the latest window.
            var elapsed = window < counter.Window ? 0 : now - (window * duration);
            return counter.Count + Decayed(counter.Previous, duration, elapsed);
        }

        return window - counter.Window == 1 ? Decayed(counter.Count, duration, now - (window * duration)) : 0;
    }

    /// <summary>Returns the end of the current window in Unix milliseconds.</summary>
    public static long Reset(CounterId counter, long now) => EndOf(Number(counter.Duration, now), counter.Duration);

    /// <summary>Returns the time from which a counter has no effect.</summary>
    public static long Expiry(Counter counter, long duration) => EndOf((Int128)counter.Window + 1, duration);

    private static long EndOf(Int128 window, long duration) => (long)Int128.Min((window + 1) * duration, long.MaxValue);

    private static Int128 Decayed(long count, long duration, long elapsed) => (Int128)count * (duration - elapsed) / duration;
}
