using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.LocalService.Http;

/// <summary>
/// Runs Kestrel without a host, so that settings, environment variables, signals, logs and the command line of the app under test do not
/// affect it.
/// </summary>
internal sealed class KestrelHost : IAsyncDisposable
{
    private const int LongestHead = 1024 * 1024;

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(1.5);

    private readonly KestrelServer _server;

    private KestrelHost(KestrelServer server) => _server = server;

    public Uri Address => new(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    public static async Task<KestrelHost> StartAsync(Uri url, RequestPipeline pipeline, CancellationToken cancellationToken)
    {
        var kestrel = new KestrelServerOptions
        {
            AddServerHeader = false,
            ApplicationServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        };
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestLineSize = kestrel.Limits.MaxRequestHeadersTotalSize = LongestHead;

        // Latin-1 accepts any byte in a header, so that the service rejects it and not Kestrel, whose response would have no body.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        ListenOn(kestrel, url);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(kestrel), transport, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new PipelineApplication(pipeline), cancellationToken).ConfigureAwait(false);
            return new KestrelHost(server);
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            server.Dispose();
            var reason =
                fault.InnerException is AddressInUseException ? "is in use by another program" : $"cannot be listened on ({fault.Message})";
            throw new IOException($"The address {url.GetLeftPart(UriPartial.Authority)} {reason}.", fault);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Calls in progress get a moment to complete. Requests that clients leave unfinished would never end.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(LongestStop);
        await _server.StopAsync(patience.Token).ConfigureAwait(false);
        _server.Dispose();
    }

    private static void ListenOn(KestrelServerOptions kestrel, Uri url)
    {
        static void UseHttp1(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;

        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
        {
            kestrel.Listen(address, url.Port, UseHttp1);
        }
        else if (url.Port == 0)
        {
            // Kestrel can select a free port for one address only.
            kestrel.Listen(IPAddress.Loopback, 0, UseHttp1);
        }
        else
        {
            kestrel.ListenLocalhost(url.Port, UseHttp1);
        }
    }
}
