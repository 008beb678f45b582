using System.Globalization;
using ApiKeyAuth.LocalService.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>The limit on all calls of the workspace, which is independent of keys.</summary>
internal static class WorkspaceLimit
{
    private const long Minute = 60_000;

    private static readonly CounterId Counter = new(CounterKind.Workspace, string.Empty, string.Empty, Minute);

    public static void Apply(Workspace workspace, IHeaderDictionary headers, long now)
    {
        if (workspace.RequestsPerMinute is not { } limit)
        {
            return;
        }

        // The real service rejects a limit of zero without rate-limit headers.
        if (limit == 0)
        {
            throw Exceeded();
        }

        var result = workspace.Limiter.Decide([new LimitCheck(Counter, limit, Cost: 1)], now)[0];
        var seconds = ((result.Reset - now) / 1000).ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = result.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = seconds;
        if (!result.Passed)
        {
            headers.RetryAfter = seconds;
            throw Exceeded();
        }
    }

    private static ErrorResponseException Exceeded() =>
        new(ErrorType.WorkspaceRateLimited, "The workspace has made all the requests it may make for now.");
}
