using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Keeps the output cache away from requests with a key outside the <c>Authorization</c> header, the only one that its default policy
/// knows. Policies of endpoints run later and turn lookups on again, so such a request gets a cache key that no other has.
/// </summary>
internal sealed class KeyedRequestPolicy(IEnumerable<RegisteredScheme> schemes, IOptionsMonitor<ApiKeyOptions> options, EndpointPolicies endpoints)
    : IOutputCachePolicy
{
    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        if (HasKey(context.HttpContext))
        {
            context.CacheVaryByRules.VaryByValues[nameof(KeyedRequestPolicy)] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        if (HasKey(context.HttpContext))
        {
            context.AllowCacheStorage = false;
        }

        return ValueTask.CompletedTask;
    }

    private bool HasKey(HttpContext context)
    {
        var allowsQuery = endpoints.DemandOf(context.GetEndpoint()).AllowsQuery;
        return schemes.Any(scheme => KeyReader.IsOutsideAuthorization(options.Get(scheme.Name), context.Request, allowsQuery));
    }
}

/// <summary>Base policies come before those of endpoints, whoever adds the output cache and when.</summary>
internal sealed class KeyedRequestPolicySetup(KeyedRequestPolicy policy) : IConfigureOptions<OutputCacheOptions>
{
    public void Configure(OutputCacheOptions options) => options.AddBasePolicy(policy);
}
