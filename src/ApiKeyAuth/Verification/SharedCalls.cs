using System.Collections.Concurrent;

namespace ApiKeyAuth;

/// <summary>Verifications under way whose answers other callers may wait for.</summary>
internal sealed class SharedCalls(Evictions evictions)
{
    // Past it callers ask for themselves: the table must not grow with an attack.
    private const int MaxCalls = 10_000;

    private readonly ConcurrentDictionary<KeyHash, SharedCall> _calls = new();
    private int _count;

    /// <summary>The call about a key that is under way, or a new one that the caller must start. Null: there are too many.</summary>
    public SharedCall? Join(in KeyHash key, out bool leads)
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

            var mine = new SharedCall(key, CallOrder.Next());
            if (isUnderWay ? _calls.TryUpdate(key, mine, current!) : _calls.TryAdd(key, mine))
            {
                Interlocked.Increment(ref _count);
                return mine;
            }
        }
    }

    /// <summary>Starts a call for everybody: on nobody's execution context, and with nobody's cancellation.</summary>
    public void Start(SharedCall call, Func<Task<SharedAnswer>> ask) => ThreadPool.UnsafeQueueUserWorkItem(
        static async state =>
        {
            var (calls, shared, verify) = state;
            try
            {
                var answer = await verify().ConfigureAwait(false);
                calls.Remove(shared);
                shared.Complete(answer);
            }
            catch (Exception exception)
            {
                calls.Remove(shared);
                shared.Fail(exception);
            }
        },
        (this, call, ask), preferLocal: false);

    /// <summary>Before the answer is told: who comes now finds it in the cache, or asks for itself.</summary>
    private void Remove(SharedCall call)
    {
        _calls.TryRemove(new KeyValuePair<KeyHash, SharedCall>(call.Key, call));
        Interlocked.Decrement(ref _count);
    }
}

/// <summary>One verification under way.</summary>
internal sealed class SharedCall(KeyHash key, long began)
{
    private readonly TaskCompletionSource<SharedAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public KeyHash Key => key;

    public long Began => began;

    public Task<SharedAnswer> Answer => _answer.Task;

    public void Complete(SharedAnswer answer) => _answer.SetResult(answer);

    public void Fail(Exception exception) => _answer.SetException(exception);
}

/// <summary>A live answer, and what of it serves other callers.</summary>
internal sealed record SharedAnswer(KeyAnswer Answer, CachedAnswer? Kept);
