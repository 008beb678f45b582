using ApiKeyAuth.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Refit;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the client that manages keys.</summary>
public static class KeyServiceClientExtensions
{
    private const string ClientName = "ApiKeyAuth.KeyService";

    /// <summary>
    /// Adds <see cref="IKeysApi"/>, <see cref="IApisApi"/>, <see cref="IIdentitiesApi"/>, <see cref="IPermissionsApi"/>,
    /// <see cref="IRateLimitApi"/>, <see cref="IAnalyticsApi"/> and <see cref="ILivenessApi"/> for apps that manage keys, with a root
    /// key, timeouts and a circuit breaker of their own: their faults never touch the verification of keys. Settings come from the
    /// section <c>KeyService</c>, then from code, and are validated when the host starts.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Settings by code; they win over the configuration.</param>
    /// <returns>
    /// The builder of the HTTP client that all of the interfaces share. A handler that is added to it runs once for each attempt, inside the
    /// client's own retry, timeouts and circuit breaker; a handler that repeats requests is removed with a warning. Nothing of what the app
    /// configures for all of its HTTP clients applies to this one.
    /// </returns>
    public static IHttpClientBuilder AddKeyServiceClient(this IServiceCollection services, Action<KeyServiceClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyServiceClientOptions>, KeyServiceClientOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KeyServiceClientOptions>, KeyServiceClientConfigureOptions>(
            provider => new KeyServiceClientConfigureOptions(provider.GetService<IConfiguration>())));
        services.TryAddSingleton<IOptionsFactory<KeyServiceClientOptions>, LastValidOptionsFactory<KeyServiceClientOptions>>();
        var options = services.AddOptionsWithValidateOnStart<KeyServiceClientOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.Any(service => service.ServiceType == typeof(IKeysApi) && !service.IsKeyedService))
        {
            return services.AddHttpClient(ClientName);
        }

        var settings = KeyServiceRefitSettings.Create(KeyServicePurpose.Management);
        services.AddRefitGeneratedClient<IKeysApi>(settings, ClientName);
        services.AddRefitGeneratedClient<IApisApi>(settings, ClientName);
        services.AddRefitGeneratedClient<IIdentitiesApi>(settings, ClientName);
        services.AddRefitGeneratedClient<IPermissionsApi>(settings, ClientName);
        services.AddRefitGeneratedClient<IRateLimitApi>(settings, ClientName);
        services.AddRefitGeneratedClient<IAnalyticsApi>(settings, ClientName);
        services.AddRefitGeneratedClient<ILivenessApi>(settings, ClientName);
        var client = services.AddHttpClient(ClientName);
        KeyServiceHttpClient.Configure(client, KeyServicePurpose.Management, Connection);
        return client;
    }

    private static KeyServiceConnection Connection(IServiceProvider services)
    {
        // The options that were validated at startup; those of IOptions are made at the first call.
        var options = services.GetRequiredService<IOptionsMonitor<KeyServiceClientOptions>>().CurrentValue;
        return new KeyServiceConnection(options.BaseAddress, options.RootKey!, options.AttemptTimeout, options.TotalTimeout)
        {
            AllowInsecureBaseAddress = options.AllowInsecureBaseAddress,
        };
    }
}
