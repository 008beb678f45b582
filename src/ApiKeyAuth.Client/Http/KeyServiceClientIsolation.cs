using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Client;

/// <summary>
/// Keeps off our clients what an app puts on all of its HTTP clients, whichever was registered first: a handler that needs the
/// request's <c>HttpContext</c> fails outside of it, and one that repeats requests charges twice. What is added to our client by its
/// own builder stays.
/// </summary>
internal sealed class KeyServiceClientIsolation(
    string client, IServiceProvider services, Func<IServiceProvider, KeyServiceConnection> connection) : IPostConfigureOptions<HttpClientFactoryOptions>
{
    private const string NoClient = "ApiKeyAuth.NoClient";

    private static readonly ConditionalWeakTable<HttpMessageHandlerBuilder, Handlers> Own = [];

    public void PostConfigure(string? name, HttpClientFactoryOptions options)
    {
        if (name != client)
        {
            return;
        }

        var own = new HttpClientFactoryOptions();
        foreach (var configure in services.GetServices<IConfigureOptions<HttpClientFactoryOptions>>().OfType<IConfigureNamedOptions<HttpClientFactoryOptions>>())
        {
            if (!IsForAll(configure))
            {
                configure.Configure(client, own);
            }
        }

        options.HttpClientActions.Clear();
        options.HttpMessageHandlerBuilderActions.Clear();
        options.HandlerLifetime = own.HandlerLifetime;
        foreach (var action in own.HttpClientActions)
        {
            options.HttpClientActions.Add(action);
        }

        options.HttpMessageHandlerBuilderActions.Add(builder => builder.AdditionalHandlers.Clear());
        foreach (var action in own.HttpMessageHandlerBuilderActions)
        {
            options.HttpMessageHandlerBuilderActions.Add(action);
        }

        options.HttpMessageHandlerBuilderActions.Add(builder =>
        {
            RemoveRepeating(builder.AdditionalHandlers);
            if (ServiceDiscoveryHandler.IsRegistered(services))
            {
                builder.AdditionalHandlers.Add(new ServiceDiscoveryHandler(services, () => connection(services).AllowInsecureBaseAddress));
            }

            Own.AddOrUpdate(builder, new Handlers([.. builder.AdditionalHandlers], builder.PrimaryHandler));
        });
    }

    /// <summary>Defaults hold for every name, so also for an unused one.</summary>
    private static bool IsForAll(IConfigureNamedOptions<HttpClientFactoryOptions> configure)
    {
        var probe = new HttpClientFactoryOptions();
        var lifetime = probe.HandlerLifetime;
        configure.Configure(NoClient, probe);
        return probe.HttpMessageHandlerBuilderActions.Count > 0 || probe.HttpClientActions.Count > 0 || probe.HandlerLifetime != lifetime;
    }

    /// <summary>Ours is the first, since our client was registered before anything could be added to it.</summary>
    private void RemoveRepeating(IList<DelegatingHandler> handlers)
    {
        var seen = false;
        for (var i = 0; i < handlers.Count; i++)
        {
            var type = handlers[i].GetType();
            if (type.Assembly != typeof(ResilienceHandler).Assembly && type.FullName != "Microsoft.Extensions.Http.PolicyHttpMessageHandler")
            {
                continue;
            }

            if (!seen)
            {
                seen = true;
                continue;
            }

            handlers.RemoveAt(i--);
            if (services.GetService<ILogger<KeyServiceClientIsolation>>() is { } logger)
            {
                logger.RepeatingHandlerRemoved(type.Name, client);
            }
        }
    }

    /// <summary>Drops what a filter of the app has added. Registered as the first filter, so it acts last.</summary>
    internal sealed class Filter : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            if (!Own.TryGetValue(builder, out var own))
            {
                return;
            }

            builder.PrimaryHandler = own.Primary;
            builder.AdditionalHandlers.Clear();
            foreach (var handler in own.Additional)
            {
                builder.AdditionalHandlers.Add(handler);
            }
        };
    }

    private sealed record Handlers(IReadOnlyList<DelegatingHandler> Additional, HttpMessageHandler Primary);
}
