namespace ApiKeyAuth.LocalService.RateLimiting;

internal readonly record struct LimitCheck(CounterId Counter, long Limit, long Cost);

/// <param name="Passed">Whether the cost is within the limit.</param>
/// <param name="Remaining">The remaining cost, never negative; 0 if the cost exceeds the limit.</param>
/// <param name="Reset">The end of the current window in Unix milliseconds.</param>
internal readonly record struct LimitResult(bool Passed, long Remaining, long Reset);
