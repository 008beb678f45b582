using System.Net.Http.Headers;
using ApiKeyAuth.LocalService;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>Connects an app under test with a <see cref="LocalKeyService"/>.</summary>
public static class LocalKeyServiceWebHostBuilderExtensions
{
    /// <summary>
    /// Configures an app under test, such as one of a <c>WebApplicationFactory</c>, to use a local key service: the address and root key of
    /// its scheme (<c>Authentication:Schemes:{scheme}</c>) and of its management client (<c>KeyService</c>), and the clock of the service
    /// as the app's <see cref="TimeProvider"/>, so that <see cref="LocalKeyService.AdvanceClock"/> ages the app's cache, too. These
    /// settings
    /// override the app's other configuration; options that the app sets in code override these settings.
    /// </summary>
    /// <param name="host">The host of the app.</param>
    /// <param name="service">The running service. The host does not dispose it.</param>
    /// <param name="scheme">
    /// The authentication scheme. The default is <c>ApiKey</c>. Call this method once for each scheme of the app.
    /// </param>
    /// <returns>The same host.</returns>
    public static IWebHostBuilder UseLocalKeyService(this IWebHostBuilder host, LocalKeyService service, string scheme = "ApiKey")
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(service);
        ArgumentException.ThrowIfNullOrWhiteSpace(scheme);
        var settings = new Dictionary<string, string?>();
        foreach (var section in (string[])[$"Authentication:Schemes:{scheme}", "KeyService"])
        {
            settings[$"{section}:BaseAddress"] = service.Address.ToString();
            settings[$"{section}:RootKey"] = service.RootKey;
        }

        // Host settings serve code of the app that reads its configuration before the host is built; the later source overrides all others.
        foreach (var (name, value) in settings)
        {
            host.UseSetting(name, value);
        }

        return host
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings))
            .ConfigureServices(services => services.AddSingleton(service.TimeProvider));
    }

    /// <summary>Sends a key with every request of a client, as <c>Authorization: Bearer</c>.</summary>
    /// <param name="client">The client, such as one of <c>WebApplicationFactory.CreateClient()</c>.</param>
    /// <param name="key">The key to send.</param>
    /// <returns>The same client.</returns>
    public static HttpClient WithApiKey(this HttpClient client, LocalKey key)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(key);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);
        return client;
    }
}
