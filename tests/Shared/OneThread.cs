using System.Collections.Concurrent;

namespace ApiKeyAuth.Testing;

/// <summary>
/// A thread with a synchronization context of its own, as a desktop app has it: what is waited for there must not need that thread.
/// </summary>
internal static class OneThread
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Starts each call on the thread and blocks the thread until it ends.</summary>
    /// <exception cref="TimeoutException">A call waits for the thread that waits for it.</exception>
    public static Task WaitForAsync(params Func<Task>[] calls)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            using var context = new QueueingContext();
            SynchronizationContext.SetSynchronizationContext(context);
            try
            {
                Array.ForEach(calls, Block);
                ended.SetResult();
            }
            catch (Exception fault)
            {
                ended.SetException(fault);
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return ended.Task;
    }

    private static void Block(Func<Task> call)
    {
        var task = call();
        if (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(Patience))
        {
            throw new TimeoutException("The call waits for the thread that waits for it.");
        }

        task.GetAwaiter().GetResult();
    }

    /// <summary>Takes what is posted, but its thread never comes to run it.</summary>
    private sealed class QueueingContext : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];

        public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

        public override SynchronizationContext CreateCopy() => this;

        public void Dispose() => _posted.Dispose();
    }
}
