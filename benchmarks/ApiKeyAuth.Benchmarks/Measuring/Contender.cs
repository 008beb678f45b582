using System.Diagnostics;

namespace ApiKeyAuth.Benchmarks.Measuring;

/// <summary>One of several things that are compared.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="RunAsync">Does a number of operations.</param>
/// <param name="Clock">What it has cost up to now; the difference over a round counts.</param>
internal sealed record Contender(string Name, Func<int, Task> RunAsync, Func<ValueTask<TimeSpan>> Clock)
{
    /// <summary>Time that passes, for work that waits for other processes.</summary>
    public static ValueTask<TimeSpan> Elapsed() => ValueTask.FromResult(Stopwatch.GetElapsedTime(0));

    /// <summary>Processor time of this process with all its threads: others that want the processor do not count.</summary>
    public static ValueTask<TimeSpan> ProcessorTime() => ValueTask.FromResult(Environment.CpuUsage.TotalTime);

    /// <summary>Operations of one caller in this process, by processor time.</summary>
    public static Contender OneByOne(string name, Func<Task> operation) => new(
        name,
        async operations =>
        {
            for (var i = 0; i < operations; i++)
            {
                await operation();
            }
        },
        ProcessorTime);

    /// <summary>The same of several callers at once.</summary>
    public static Contender Concurrent(string name, int callers, Func<Task> operation) => new(
        name,
        operations => Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = caller; i < operations; i += callers)
            {
                await operation();
            }
        }))),
        ProcessorTime);
}
