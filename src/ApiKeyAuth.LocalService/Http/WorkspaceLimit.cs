using System.Globalization;
using ApiKeyAuth.LocalService.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>The limit on the calls of a workspace as such, which says nothing about any key.</summary>
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

        // A limit of zero is refused before the limiter is asked, hence without its headers.
        if (limit == 0)
        {
            throw ErrorResponse();
        }

        var result = workspace.Limiter.Decide([new LimitCheck(Counter, limit, Cost: 1)], now)[0];
        var seconds = ((result.Reset - now) / 1000).ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = result.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = seconds;
        if (!result.Passed)
        {
            headers.RetryAfter = seconds;
            throw ErrorResponse();
        }
    }

    private static ErrorResponseException ErrorResponse() =>
        new(ErrorType.WorkspaceRateLimited, "The workspace has made all the requests it may make for now.");
}
