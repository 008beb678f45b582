using ApiKeyAuth;
using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>
/// Counts the requests of endpoints and groups on rate limits of their keys, as <see cref="ApiKeyRateLimitAttribute"/> does.
/// </summary>
public static class ApiKeyRateLimitExtensions
{
    /// <summary>Counts requests on a limit that their keys have.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="name">The name of the limit, 3 to 255 characters.</param>
    /// <param name="cost">Tokens that a request takes, 0 to 1,000,000,000,000.</param>
    /// <param name="fallbackLimit">Tokens in a window, 1 or more, for keys that do not have the limit. 0 means that they are rejected with 403.</param>
    /// <param name="fallbackDuration">The length of the fallback window, 1 s or more.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithApiKeyRateLimit<TBuilder>(
        this TBuilder builder, string name, long cost = 1, long fallbackLimit = 0, TimeSpan fallbackDuration = default)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ApiKeyRateLimitAttribute(name)
        {
            Cost = cost,
            FallbackLimit = fallbackLimit,
            FallbackDurationMilliseconds = (long)fallbackDuration.TotalMilliseconds,
        });

    /// <summary>Counts requests on a limit that their keys need not have.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="name">The name of the limit, 3 to 255 characters.</param>
    /// <param name="limit">Tokens in a window, 1 or more.</param>
    /// <param name="duration">The length of the window, 1 s or more.</param>
    /// <param name="cost">Tokens that a request takes, 0 to 1,000,000,000,000.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithApiKeyRateLimit<TBuilder>(this TBuilder builder, string name, long limit, TimeSpan duration, long cost = 1)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ApiKeyRateLimitAttribute(name)
        {
            Cost = cost,
            Limit = limit,
            DurationMilliseconds = (long)duration.TotalMilliseconds,
            IsInline = true,
        });

    /// <summary>Counts requests on a limit that their keys have, with a cost that a delegate returns for each request.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="name">The name of the limit, 3 to 255 characters.</param>
    /// <param name="cost">Tokens that a request takes, 0 to 1,000,000,000,000. With any other value the request fails with 500.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithApiKeyRateLimit<TBuilder>(this TBuilder builder, string name, Func<HttpContext, ValueTask<long>> cost)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(cost);
        return builder.WithMetadata(new ApiKeyRateLimitAttribute(name) { CostOfRequest = cost });
    }
}
