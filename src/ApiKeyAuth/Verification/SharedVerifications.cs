using System.Collections.Concurrent;
using System.Diagnostics;

namespace ApiKeyAuth;

/// <summary>Verifications under way whose answers other callers may wait for.</summary>
internal sealed class SharedVerifications(EvictionStamps evictions)
{
    // Past it callers ask for themselves: the table must not grow with an attack.
    private const int MaxCalls = 10_000;

    private static readonly ExecutionContext EmptyContext = CaptureEmptyContext();

    private readonly ConcurrentDictionary<KeyHash, PendingVerification> _calls = new();
    private int _count;

    /// <summary>The call about a key that is under way, or a new one that the caller must start. Null: there are too many.</summary>
    public PendingVerification? Join(in KeyHash key, out bool leads)
    {
        while (true)
        {
            var isUnderWay = _calls.TryGetValue(key, out var current);
            if (isUnderWay && current!.Began > evictions.Latest)
            {
                leads = false;
                return current;
            }

            leads = true;
            if (Volatile.Read(ref _count) >= MaxCalls)
            {
                return null;
            }

            var mine = new PendingVerification(key, CallOrder.Next());
            if (isUnderWay ? _calls.TryUpdate(key, mine, current!) : _calls.TryAdd(key, mine))
            {
                Interlocked.Increment(ref _count);
                return mine;
            }
        }
    }

    /// <summary>Starts a call for everybody: in nobody's execution context, and with nobody's cancellation.</summary>
    /// <returns>The answer for the one who started it: handed over where it arrives, without another thread.</returns>
    public Task<SharedVerification> Start(PendingVerification call, Func<Task<SharedVerification>> ask)
    {
        var answer = call.Answer;
        var parent = Activity.Current;
        ExecutionContext.Run(
            EmptyContext,
            _ =>
            {
                // The call belongs to the trace of the request that starts it. Nothing else of that request goes along.
                Activity.Current = parent;
                answer = RunAsync(call, ask);
            },
            null);
        return answer;
    }

    private async Task<SharedVerification> RunAsync(PendingVerification call, Func<Task<SharedVerification>> ask)
    {
        try
        {
            var answer = await ask().ConfigureAwait(false);
            Remove(call);
            call.Complete(answer);
            return answer;
        }
        catch (Exception exception)
        {
            Remove(call);
            call.Fail(exception);
            throw;
        }
    }

    /// <summary>That of a thread which none was passed on to.</summary>
    private static ExecutionContext CaptureEmptyContext()
    {
        ExecutionContext? captured = null;
        var thread = new Thread(() => captured = ExecutionContext.Capture());
        thread.UnsafeStart();
        thread.Join();
        return captured!;
    }

    /// <summary>Before the answer is told: who comes now finds it in the cache, or asks for itself.</summary>
    private void Remove(PendingVerification call)
    {
        _calls.TryRemove(new KeyValuePair<KeyHash, PendingVerification>(call.Key, call));
        Interlocked.Decrement(ref _count);
    }
}

/// <summary>One verification under way.</summary>
internal sealed class PendingVerification(KeyHash key, long began)
{
    private readonly TaskCompletionSource<SharedVerification> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public KeyHash Key => key;

    public long Began => began;

    public Task<SharedVerification> Answer => _answer.Task;

    public void Complete(SharedVerification answer) => _answer.SetResult(answer);

    public void Fail(Exception exception)
    {
        _answer.SetException(exception);

        // Perhaps nobody waits: who started the call hears of it anyway.
        _ = _answer.Task.Exception;
    }
}

/// <summary>A live answer, and what of it serves other callers.</summary>
internal sealed record SharedVerification(VerificationResponse Answer, CacheEntry? Kept);
