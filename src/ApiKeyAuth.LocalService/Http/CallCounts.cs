using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>Counts the requests of each endpoint, whatever their result.</summary>
internal sealed class CallCounts
{
    private readonly ConcurrentDictionary<string, StrongBox<int>> _counts = new(StringComparer.Ordinal);

    public int Of(string endpoint) => _counts.TryGetValue(endpoint, out var count) ? Volatile.Read(ref count.Value) : 0;

    public IReadOnlyDictionary<string, int> All =>
        new SortedDictionary<string, int>(_counts.Keys.ToDictionary(endpoint => endpoint, Of), StringComparer.Ordinal);

    public void Add(string endpoint) => Interlocked.Increment(ref _counts.GetOrAdd(endpoint, static _ => new StrongBox<int>()).Value);
}
