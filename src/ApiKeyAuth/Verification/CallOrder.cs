namespace ApiKeyAuth;

/// <summary>The order in which calls and evictions begin. Clocks are too coarse for it.</summary>
internal static class CallOrder
{
    private static long _last;

    public static long Next() => Interlocked.Increment(ref _last);
}
