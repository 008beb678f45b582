namespace ApiKeyAuth.LocalService.RateLimiting;

internal enum CounterKind
{
    Key,
    Identity,
    Namespace,
    Workspace,
}

/// <summary>Identifies a count. It does not contain the limit, so a changed limit applies to what is already counted.</summary>
/// <param name="Kind">The kind of the subject, as subjects of different kinds may have the same text.</param>
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
