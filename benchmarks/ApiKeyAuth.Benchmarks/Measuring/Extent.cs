namespace ApiKeyAuth.Benchmarks.Measuring;

/// <summary>How much of everything is done: enough to measure, or just enough to see that it works.</summary>
internal sealed record Extent
{
    public static Extent Full { get; } = new();

    public static Extent Quick { get; } = new()
    {
        Hits = new Rounds(2, 100, 1),
        ClientCalls = new Rounds(2, 100, 1),
        Requests = new Rounds(2, 200, 1),
        ColdMisses = new Rounds(2, 20, 1),
        UnknownKeys = new Rounds(2, 500, 1),
        UnknownKeysAsked = new Rounds(2, 100, 1),
        ServiceCalls = new Rounds(2, 200, 1),
        ServiceMinute = TimeSpan.FromSeconds(1),
        IsQuick = true,
    };

    public Rounds Hits { get; private init; } = new(200, 4_000, 20);

    public Rounds ClientCalls { get; private init; } = new(200, 1_000, 20);

    public Rounds Requests { get; private init; } = new(32, 30_000, 3);

    /// <summary>As many before as measured: code on the way of a miss is compiled anew, with what was learned, for thousands of them.</summary>
    public Rounds ColdMisses { get; private init; } = new(48, 500, 48);

    /// <summary>A million of them, measured ones only.</summary>
    public Rounds UnknownKeys { get; private init; } = new(40, 25_000, 3);

    /// <summary>Fewer where a service is asked in earnest.</summary>
    public Rounds UnknownKeysAsked { get; private init; } = new(24, 4_000, 6);

    public Rounds ServiceCalls { get; private init; } = new(12, 30_000, 3);

    /// <summary>How long the key service is under load before its memory is read.</summary>
    public TimeSpan ServiceMinute { get; private init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether BenchmarkDotNet only runs each benchmark once.</summary>
    public bool IsQuick { get; private init; }
}
