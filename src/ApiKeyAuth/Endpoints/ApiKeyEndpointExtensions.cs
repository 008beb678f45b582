using ApiKeyAuth;
using Microsoft.AspNetCore.Http;

namespace Microsoft.AspNetCore.Builder;

/// <summary>What endpoints and groups ask of the verification of a key, beside permissions.</summary>
public static class ApiKeyEndpointExtensions
{
    /// <summary>Sets what a request costs its key in credits, as <see cref="CreditCostAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="cost">Credits, 0 to 1,000,000,000,000. With 0 the key is verified and nothing is spent.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithCreditCost<TBuilder>(this TBuilder builder, long cost)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new CreditCostAttribute(cost));

    /// <summary>Sets what a request costs its key in credits, by the request.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="cost">Credits, 0 to 1,000,000,000,000; anything else answers the request with 500.</param>
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

    /// <summary>Adds labels for the service's analytics, as <see cref="ApiKeyTagsAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="tags">At most 17 in all, 1 to 512 characters each.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithApiKeyTags<TBuilder>(this TBuilder builder, params string[] tags)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ApiKeyTagsAttribute(tags));

    /// <summary>Verifies the key of every request with the service, as <see cref="RequireUncachedVerificationAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder RequireUncachedVerification<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequireUncachedVerificationAttribute());

    /// <summary>Takes the key from the query string too, as <see cref="ApiKeyFromQueryAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder AllowApiKeyFromQuery<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ApiKeyFromQueryAttribute());

    /// <summary>Lets callers in without a key and verifies the key of those who send one, as <see cref="OptionalApiKeyAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="ignoreRejectedKey">Whether a key that is not let in counts as none. Otherwise it is refused as elsewhere.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder WithOptionalApiKey<TBuilder>(this TBuilder builder, bool ignoreRejectedKey = false)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new OptionalApiKeyAttribute { IgnoreRejectedKey = ignoreRejectedKey });
}
