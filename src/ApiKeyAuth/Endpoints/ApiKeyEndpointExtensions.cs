using ApiKeyAuth;
using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Sets what endpoints and groups require of the verification of a key, in addition to permissions.</summary>
public static class ApiKeyEndpointExtensions
{
    /// <summary>Sets the credit cost of a request, as <see cref="CreditCostAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="cost">Credits, 0 to 1,000,000,000,000. With 0 the key is verified and nothing is charged.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithCreditCost<TBuilder>(this TBuilder builder, long cost)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new CreditCostAttribute(cost));

    /// <summary>Sets a delegate that returns the credit cost of a request.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="cost">Credits, 0 to 1,000,000,000,000. With any other value the request fails with 500.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithCreditCost<TBuilder>(this TBuilder builder, Func<HttpContext, long> cost)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(cost);
        return builder.WithCreditCost(context => ValueTask.FromResult(cost(context)));
    }

    /// <inheritdoc cref="WithCreditCost{TBuilder}(TBuilder, Func{HttpContext, long})"/>
    public static TBuilder WithCreditCost<TBuilder>(this TBuilder builder, Func<HttpContext, ValueTask<long>> cost)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(cost);
        return builder.WithMetadata(new CreditCostOfRequest(cost));
    }

    /// <summary>Adds tags to verifications, as <see cref="ApiKeyTagsAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="tags">At most 17 in all, 1 to 512 characters each.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithApiKeyTags<TBuilder>(this TBuilder builder, params string[] tags)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ApiKeyTagsAttribute(tags));

    /// <summary>
    /// Requires that the key service verifies the key of every request, as <see cref="RequireUncachedVerificationAttribute"/> does.
    /// </summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder RequireUncachedVerification<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireUncachedVerificationAttribute());

    /// <summary>Allows the key in the query string, as <see cref="ApiKeyFromQueryAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder AllowApiKeyFromQuery<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ApiKeyFromQueryAttribute());

    /// <summary>
    /// Accepts requests without a key and verifies the key of requests with one, as <see cref="OptionalApiKeyAttribute"/> does.
    /// </summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="ignoreRejectedKey">Whether a request with a rejected key is anonymous. The default is false: it is rejected.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithOptionalApiKey<TBuilder>(this TBuilder builder, bool ignoreRejectedKey = false)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OptionalApiKeyAttribute { IgnoreRejectedKey = ignoreRejectedKey });
}
