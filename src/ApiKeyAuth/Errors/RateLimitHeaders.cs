using System.Globalization;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ApiKeyAuth;

/// <summary>What a live verification counted, as <c>RateLimit</c> and <c>RateLimit-Policy</c>: lists of structured fields (RFC 9651).</summary>
internal static class RateLimitHeaders
{
    // The largest integer of a structured field.
    private const long MaxInteger = 999_999_999_999_999;

    /// <summary>Nothing for what is remembered: others may have counted since.</summary>
    public static void Write(IHeaderDictionary headers, VerificationResult result, DateTimeOffset now)
    {
        (IReadOnlyList<VerifiedRateLimit> limits, long? credits) = result.Key switch
        {
            { IsCached: true } => ([], null),
            { } key => (key.RateLimits, key.Credits),
            null when result.Outcome is VerificationOutcome.RateLimited or VerificationOutcome.UsageExceeded => (result.RateLimits, result.Credits),

            // Other rejections come before anything is counted, and limits of a disabled key would tell it from an unknown one.
            _ => ([], null),
        };
        var named = limits.Where(limit => !limit.Name.AsSpan().ContainsAnyExceptInRange(' ', '~')).ToArray();
        if (named.Length > 0)
        {
            headers.Append("RateLimit-Policy", Join(named, limit => $"{QuotedString.Of(limit.Name)};q={Number(limit.Limit)};w={Seconds(limit.Duration)}"));
            headers.Append("RateLimit", Join(named, limit => $"{QuotedString.Of(limit.Name)};r={Number(limit.Remaining)};t={Seconds(limit.Reset - now)}"));
        }

        if (credits is { } left)
        {
            headers["ApiKey-Credits-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static StringValues Join(VerifiedRateLimit[] limits, Func<VerifiedRateLimit, string> format) => string.Join(", ", limits.Select(format));

    private static string Number(long value) => Math.Clamp(value, 0, MaxInteger).ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan duration) => Number((long)Math.Ceiling(duration.TotalSeconds));
}
