using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Telemetry;

namespace ApiKeyAuth.Client;

/// <summary>Makes a named client one of ours: the pipeline, the connection pool, and nothing that an app puts on every client.</summary>
internal static class KeyServiceHttpClient
{
    private const long VerificationBytes = 2 * 1024 * 1024;
    private const long ManagementBytes = 64 * 1024 * 1024;

    public static void Configure(IHttpClientBuilder builder, KeyServicePurpose purpose, Func<IServiceProvider, KeyServiceConnection> connection)
    {
        builder
            .ConfigureHttpClient(client =>
            {
                client.BaseAddress = KeyServiceHandler.Placeholder;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(services => CreatePrimaryHandler(connection(services).BaseAddress))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigureAdditionalHttpMessageHandlers((handlers, _) => RemoveForeignResilience(handlers))
            .AddHttpMessageHandler(services => new KeyServiceHandler(() => connection(services)));
        if (purpose == KeyServicePurpose.Management)
        {
            builder.AddHttpMessageHandler(services => new KeyChangeHandler(
                () => connection(services), [.. services.GetServices<IKeyChangeListener>()]));
            builder.AddHttpMessageHandler(() => new RepeatedDeletionHandler());
        }

        builder.AddResilienceHandler("key-service", (pipeline, context) =>
        {
            KeyServiceResilience.Configure(pipeline, purpose, connection(context.ServiceProvider));
            pipeline.ConfigureTelemetry(WithoutLogs(context.ServiceProvider));
        });
        builder.AddHttpMessageHandler(() => new ResponseBufferingHandler(
            purpose == KeyServicePurpose.Verification ? VerificationBytes : ManagementBytes));
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

    /// <summary>
    /// An app that puts retries or hedging on every client would make two charges of one. Defaults for all clients come before a
    /// client's own settings, so at this point they are here, whichever was registered first.
    /// </summary>
    private static void RemoveForeignResilience(IList<DelegatingHandler> handlers)
    {
        for (var i = handlers.Count - 1; i >= 0; i--)
        {
            var type = handlers[i].GetType();
            if (type.Assembly == typeof(ResilienceHandler).Assembly || type.FullName == "Microsoft.Extensions.Http.PolicyHttpMessageHandler")
            {
                handlers.RemoveAt(i);
            }
        }
    }
}
