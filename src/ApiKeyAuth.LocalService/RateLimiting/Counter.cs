namespace ApiKeyAuth.LocalService.RateLimiting;

internal enum CounterKind
{
    Key,
    Identity,
    Namespace,
    Workspace,
}

/// <summary>What a count belongs to. The limit is not part of it: another limit judges what is already counted.</summary>
/// <param name="Kind">Keeps the subjects of different kinds apart, whatever their texts.</param>
/// <param name="Name">The name of the limit, or the id of the namespace.</param>
/// <param name="Subject">The id of the key or identity, or the identifier.</param>
/// <param name="Duration">The length of a window in milliseconds.</param>
internal readonly record struct CounterId(CounterKind Kind, string Name, string Subject, long Duration);

/// <summary>The counts of one window, numbered from the Unix epoch, and of the window before it.</summary>
internal sealed class Counter(long window)
{
    public long Window { get; private set; } = window;

    public long Count { get; set; }

    public long Previous { get; private set; }

    public void MoveTo(long window)
    {
        if (window > Window)
        {
            Previous = window - Window == 1 ? Count : 0;
            Count = 0;
            Window = window;
        }
    }
}
