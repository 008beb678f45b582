namespace ApiKeyAuth.LocalService;

/// <summary>Describes a rate limit of a key.</summary>
/// <param name="Name">The name of the limit, by which a verification can request it.</param>
/// <param name="Limit">The cost that may be consumed in one window, 1 or more.</param>
/// <param name="Duration">The length of a window, one second or more. Windows are aligned to the Unix epoch.</param>
/// <param name="AutoApply">Whether the limit applies to every verification, whether requested or not. The default is false.</param>
public sealed record LocalRateLimit(string Name, long Limit, TimeSpan Duration, bool AutoApply = false);
