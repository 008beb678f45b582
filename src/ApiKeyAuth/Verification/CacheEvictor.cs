using ApiKeyAuth.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>A scheme that was registered.</summary>
internal sealed record RegisteredScheme(string Name);

/// <summary>Spreads evictions over the schemes that they concern: all, or those that use the service that a call changes.</summary>
internal sealed class CacheEvictor(IServiceProvider services, IEnumerable<RegisteredScheme> schemes, IOptionsMonitor<ApiKeyOptions> options)
    : IApiKeyCache, IKeyChangeListener
{
    public ValueTask EvictAsync(string keyId)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        foreach (var scheme in schemes)
        {
            Of(scheme).Evict(keyId);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask EvictAllAsync()
    {
        foreach (var scheme in schemes)
        {
            Of(scheme).EvictAll();
        }

        return ValueTask.CompletedTask;
    }

    public void OnChange(Uri service, string? keyId)
    {
        foreach (var scheme in Using(service))
        {
            if (keyId is null)
            {
                Of(scheme).EvictAll();
            }
            else
            {
                Of(scheme).Evict(keyId);
            }
        }
    }

    public void OnDeleted(Uri service, string keyId)
    {
        foreach (var scheme in Using(service))
        {
            Of(scheme).MarkDeleted(keyId);
        }
    }

    private EvictionStamps Of(RegisteredScheme scheme) => services.GetRequiredKeyedService<EvictionStamps>(scheme.Name);

    private IEnumerable<RegisteredScheme> Using(Uri service) =>
        schemes.Where(scheme => ServiceAddress.AreSame(options.Get(scheme.Name).BaseAddress, service));
}
