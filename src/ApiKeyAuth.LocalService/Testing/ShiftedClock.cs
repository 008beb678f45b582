namespace ApiKeyAuth.LocalService.Testing;

/// <summary>A clock that is ahead of another one. Its timers follow the other clock.</summary>
internal sealed class ShiftedClock(TimeProvider inner) : TimeProvider
{
    private readonly long _start = inner.GetTimestamp();
    private long _shift;

    // Timestamps count ticks, so that no advance overflows them, whatever the frequency of the other clock.
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow().AddTicks(Volatile.Read(ref _shift));

    public override long GetTimestamp() => inner.GetElapsedTime(_start).Ticks + Volatile.Read(ref _shift);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, DateTimeOffset.MaxValue - GetUtcNow());
        Interlocked.Add(ref _shift, by.Ticks);
    }
}
