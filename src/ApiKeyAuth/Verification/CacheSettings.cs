namespace ApiKeyAuth;

/// <summary>How long what is remembered, taken from the options once.</summary>
internal sealed record CacheSettings(
    TimeSpan Duration, TimeSpan UnknownDuration, int Capacity, int UnknownCapacity, TimeSpan LimitedDuration, TimeSpan StaleDuration)
{
    /// <summary>Whether a key has an entry for each address that it is sent from.</summary>
    public bool IsByAddress { get; init; }

    public static CacheSettings Of(ApiKeyOptions options) => new(
        options.CacheDuration, options.UnknownKeyCacheDuration, options.CacheCapacity, options.UnknownKeyCacheCapacity,
        options.RateLimitedCacheDuration, options.OutageMode == ApiKeyOutageMode.ServeStale ? options.StaleDuration : TimeSpan.Zero)
    {
        IsByAddress = options.ForwardClientAddress,
    };

    /// <summary>Whether callers may be served from another caller's answer at all.</summary>
    public bool IsEnabled => Duration > TimeSpan.Zero && Capacity > 0;
}
