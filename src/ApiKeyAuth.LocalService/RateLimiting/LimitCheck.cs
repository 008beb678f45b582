namespace ApiKeyAuth.LocalService.RateLimiting;

internal readonly record struct LimitCheck(CounterId Counter, long Limit, long Cost);

/// <param name="Passed">Whether the cost fits.</param>
/// <param name="Remaining">What is left, never negative; 0 where it does not fit.</param>
/// <param name="Reset">The end of the current window in Unix milliseconds.</param>
internal readonly record struct LimitResult(bool Passed, long Remaining, long Reset);
