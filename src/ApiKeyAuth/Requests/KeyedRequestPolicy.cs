using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Keeps the output cache away from requests with a key. Its default policy knows the <c>Authorization</c> header only, and policies of
/// endpoints run later and turn lookups on again, so such a request gets a cache key that no other has.
/// </summary>
internal sealed class KeyedRequestPolicy(KeyedRequests requests, EndpointPolicies endpoints) : IOutputCachePolicy
{
    private static readonly TimeSpan Shortest = TimeSpan.FromTicks(1);

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        if (await HasKeyAsync(context.HttpContext))
        {
            context.CacheVaryByRules.VaryByValues[nameof(KeyedRequestPolicy)] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        }
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        // By now a key that only the app's own code knew of has been found.
        if (ApiKeyVerificationFeature.Find(context.HttpContext) is { Source: not KeySource.Authorization } or { ErrorResponse: not null } or { HasKey: true }
            || Find(context.HttpContext) == KeyPresence.Certain)
        {
            (context.AllowCacheStorage, context.ResponseExpirationTimeSpan) = (false, Shortest);
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask<bool> HasKeyAsync(HttpContext context) => Find(context) switch
    {
        KeyPresence.Certain => true,

        // Where no policy asks for a key, code of the app that finds one is hardly ever run.
        KeyPresence.Possible => await HasPolicyAsync(context),
        _ => requests.IsInAuthorization(context) && await HasPolicyAsync(context),
    };

    private async ValueTask<bool> HasPolicyAsync(HttpContext context) =>
        context.GetEndpoint() is not { } endpoint || (await endpoints.GetAsync(endpoint)).Policy is not null;

    private KeyPresence Find(HttpContext context) => requests.Find(context, endpoints.RequirementsOf(context.GetEndpoint()).AllowsQuery);
}

/// <summary>Base policies come before those of endpoints, whoever adds the output cache and when.</summary>
internal sealed class KeyedRequestPolicySetup(KeyedRequestPolicy policy) : IConfigureOptions<OutputCacheOptions>
{
    public void Configure(OutputCacheOptions options) => options.AddBasePolicy(policy);
}
