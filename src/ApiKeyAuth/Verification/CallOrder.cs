namespace ApiKeyAuth;

/// <summary>The order in which calls and evictions begin. Clocks are too coarse for it.</summary>
internal static class CallOrder
{
    private static long s_last;

    public static long Next() => Interlocked.Increment(ref s_last);
}
