using System.Collections.Frozen;
using ApiKeyAuth.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Refit;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the client that manages keys.</summary>
public static class KeyServiceClientExtensions
{
    private static readonly FrozenSet<string> SettingNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        nameof(KeyServiceClientOptions.BaseAddress), nameof(KeyServiceClientOptions.RootKey), nameof(KeyServiceClientOptions.AttemptTimeout),
        nameof(KeyServiceClientOptions.TotalTimeout), nameof(KeyServiceClientOptions.AllowInsecureBaseAddress),
        nameof(KeyServiceClientOptions.IgnoredSettings));

    /// <summary>
    /// Adds <see cref="IKeysApi"/>, <see cref="IApisApi"/>, <see cref="IIdentitiesApi"/>, <see cref="IPermissionsApi"/>,
    /// <see cref="IRateLimitApi"/>, <see cref="IAnalyticsApi"/> and <see cref="ILivenessApi"/> for apps that manage keys, with a root
    /// key, timeouts and a circuit breaker of their own: their faults do not affect the verification of keys. Settings come from the
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
        if (!AddOptions(services, Options.Options.DefaultName, configure))
        {
            return services.AddHttpClient(KeyServiceClientDefaults.HttpClientName);
        }

        var settings = KeyServiceRefitSettings.Create(KeyServicePurpose.Management);
        const string Client = KeyServiceClientDefaults.HttpClientName;
        services.AddRefitGeneratedClient<IKeysApi>(settings, Client);
        services.AddRefitGeneratedClient<IApisApi>(settings, Client);
        services.AddRefitGeneratedClient<IIdentitiesApi>(settings, Client);
        services.AddRefitGeneratedClient<IPermissionsApi>(settings, Client);
        services.AddRefitGeneratedClient<IRateLimitApi>(settings, Client);
        services.AddRefitGeneratedClient<IAnalyticsApi>(settings, Client);
        services.AddRefitGeneratedClient<ILivenessApi>(settings, Client);
        return Configure(services.AddHttpClient(Client), Options.Options.DefaultName);
    }

    /// <summary>
    /// Adds a named client, for apps that manage the keys of several key services. Its interfaces are keyed services:
    /// <c>[FromKeyedServices("eu")] IKeysApi keys</c>. Settings come from the section <c>KeyService:{name}</c>, then from code, and are validated
    /// when the host starts. Nothing is inherited from the client without a name.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="name">The name of the client. It must not be the name of a setting, and must not contain a colon.</param>
    /// <param name="configure">Settings by code; they win over the configuration.</param>
    /// <returns>The builder of the HTTP client that all of the interfaces of this name share, as for the client without a name.</returns>
    /// <exception cref="ArgumentException">The name is empty, is that of a setting, or contains a colon.</exception>
    public static IHttpClientBuilder AddKeyServiceClient(
        this IServiceCollection services, string name, Action<KeyServiceClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal) || SettingNames.Contains(name))
        {
            throw new ArgumentException(
                $"A key service client cannot be named '{name}': its settings are in the section KeyService:{name}. Choose a name that is not a setting "
                + "and has no colon.",
                nameof(name));
        }

        var client = KeyServiceClientDefaults.HttpClientNameOf(name);
        if (!AddOptions(services, name, configure))
        {
            return services.AddHttpClient(client);
        }

        var settings = KeyServiceRefitSettings.Create(KeyServicePurpose.Management);
        services.AddKeyedRefitGeneratedClient<IKeysApi>(name, settings, client);
        services.AddKeyedRefitGeneratedClient<IApisApi>(name, settings, client);
        services.AddKeyedRefitGeneratedClient<IIdentitiesApi>(name, settings, client);
        services.AddKeyedRefitGeneratedClient<IPermissionsApi>(name, settings, client);
        services.AddKeyedRefitGeneratedClient<IRateLimitApi>(name, settings, client);
        services.AddKeyedRefitGeneratedClient<IAnalyticsApi>(name, settings, client);
        services.AddKeyedRefitGeneratedClient<ILivenessApi>(name, settings, client);
        return Configure(services.AddHttpClient(client), name);
    }

    private static IHttpClientBuilder Configure(IHttpClientBuilder client, string name)
    {
        KeyServiceHttpClient.Configure(client, KeyServicePurpose.Management, services => Connection(services, name));
        return client;
    }

    /// <returns>False where a client of this name was added before.</returns>
    private static bool AddOptions(IServiceCollection services, string name, Action<KeyServiceClientOptions>? configure)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KeyServiceClientOptions>, KeyServiceClientOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KeyServiceClientOptions>, KeyServiceClientConfigureOptions>(
            provider => new KeyServiceClientConfigureOptions(
                provider.GetService<IConfiguration>(), provider.GetServices<RegisteredKeyServiceClient>())));
        services.TryAddSingleton<IOptionsFactory<KeyServiceClientOptions>, LastValidOptionsFactory<KeyServiceClientOptions>>();
        var options = services.AddOptionsWithValidateOnStart<KeyServiceClientOptions>(name);
        if (configure is not null)
        {
            options.Configure(configure);
        }

        var client = new RegisteredKeyServiceClient(name);
        if (services.Any(service => client.Equals(service.ImplementationInstance)))
        {
            return false;
        }

        services.AddSingleton(client);
        return true;
    }

    private static KeyServiceConnection Connection(IServiceProvider services, string name)
    {
        // The options that were validated at startup; those of IOptions are made at the first call.
        var options = services.GetRequiredService<IOptionsMonitor<KeyServiceClientOptions>>().Get(name);
        return new KeyServiceConnection(options.BaseAddress, options.RootKey!, options.AttemptTimeout, options.TotalTimeout)
        {
            AllowInsecureBaseAddress = options.AllowInsecureBaseAddress,
        };
    }
}
