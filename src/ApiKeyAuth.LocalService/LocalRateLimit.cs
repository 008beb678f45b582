namespace ApiKeyAuth.LocalService;

/// <summary>A rate limit of a key.</summary>
/// <param name="Name">Its name, by which a verification can ask for it.</param>
/// <param name="Limit">How much may be consumed in one window, 1 or more.</param>
/// <param name="Duration">The length of a window, a second or more; windows are aligned to the Unix epoch.</param>
/// <param name="AutoApply">Whether every verification is checked against it, asked or not. Default: false.</param>
public sealed record LocalRateLimit(string Name, long Limit, TimeSpan Duration, bool AutoApply = false);
