namespace ApiKeyAuth;

/// <summary>Whether a rejected root key is reported: each request would, and an operator reads one report as well as a thousand.</summary>
internal sealed class RootKeyAlarm(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private long? _reportedAt;

    /// <summary>Returns true at most once a minute.</summary>
    public bool IsDue()
    {
        lock (_lock)
        {
            if (_reportedAt is { } at && time.GetElapsedTime(at) < Pause)
            {
                return false;
            }

            _reportedAt = time.GetTimestamp();
            return true;
        }
    }
}
