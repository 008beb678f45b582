using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly.Telemetry;

namespace ApiKeyAuth.Client;

/// <summary>Makes a named client one of ours: the pipeline, the connection pool, and nothing that an app puts on every client.</summary>
internal static class KeyServiceHttpClient
{
    private const long VerificationBytes = 2 * 1024 * 1024;
    private const long ManagementBytes = 64 * 1024 * 1024;

    /// <summary>What is added to the builder afterwards runs once for each attempt.</summary>
    public static void Configure(IHttpClientBuilder builder, KeyServicePurpose purpose, Func<IServiceProvider, KeyServiceConnection> connection)
    {
        Isolate(builder.Services, builder.Name, connection);
        builder
            .ConfigureHttpClient(client =>
            {
                client.BaseAddress = KeyServiceHandler.Placeholder;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(services => CreatePrimaryHandler(connection(services).BaseAddress))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .AddHttpMessageHandler(services => new KeyServiceHandler(() => connection(services)));
        if (purpose == KeyServicePurpose.Management)
        {
            builder.AddHttpMessageHandler(services => new KeyChangeHandler(
                () => connection(services), [.. services.GetServices<IKeyChangeListener>()]));
            builder.AddHttpMessageHandler(() => new RepeatedDeletionHandler());
        }

        builder.AddHttpMessageHandler(services =>
        {
            var pipelines = new KeyServicePipelines($"{builder.Name}-key-service", purpose, () => connection(services), WithoutLogs(services));
            return new ResilienceHandler(_ => pipelines.Current());
        });
        builder.AddHttpMessageHandler(() => new ResponseBufferingHandler(
            purpose == KeyServicePurpose.Verification ? VerificationBytes : ManagementBytes));
    }

    private static void Isolate(IServiceCollection services, string name, Func<IServiceProvider, KeyServiceConnection> connection)
    {
        services.AddSingleton<IPostConfigureOptions<HttpClientFactoryOptions>>(provider => new KeyServiceClientIsolation(name, provider, connection));
        if (!services.Any(service => service.ImplementationType == typeof(KeyServiceClientIsolation.Filter)))
        {
            services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, KeyServiceClientIsolation.Filter>());
        }
    }

    private static SocketsHttpHandler CreatePrimaryHandler(Uri baseAddress) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseProxy = !baseAddress.IsLoopback,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(5),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(2),
    };

    /// <summary>Polly's metrics stay; its logs would repeat, with a stack trace for each attempt, what is logged once per call.</summary>
    private static TelemetryOptions WithoutLogs(IServiceProvider services) =>
        new(services.GetRequiredService<IOptions<TelemetryOptions>>().Value) { LoggerFactory = NullLoggerFactory.Instance };
}
