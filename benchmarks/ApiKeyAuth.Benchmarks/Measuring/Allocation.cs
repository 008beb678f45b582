namespace ApiKeyAuth.Benchmarks.Measuring;

/// <summary>The bytes that one call allocates on this thread. Exact where the call ends on the thread it began on.</summary>
internal static class Allocation
{
    // The compiler in the background needs a while before the code is what it will be.
    private const int WarmUp = 40_000;

    public static async Task<long> OfAsync(Func<Task> operation)
    {
        for (var i = 0; i < WarmUp; i++)
        {
            await operation();
        }

        // What is made once, or by somebody else's work on this thread, is not part of a call.
        var least = long.MaxValue;
        for (var i = 0; i < 100; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            await operation();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
