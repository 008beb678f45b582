using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>Opens a connection to the service when the host starts, where a scheme asks for it, by a call that needs no key.</summary>
internal sealed class WarmUp(
    IHttpClientFactory clients, IEnumerable<RegisteredScheme> schemes, IOptionsMonitor<ApiKeyOptions> options, ILogger<WarmUp> logger)
    : IHostedService
{
    public static string ClientOf(string scheme) => $"ApiKeyAuth.Verification.{scheme}";

    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(schemes.Where(scheme => options.Get(scheme.Name).WarmUp).Select(scheme => ConnectAsync(scheme.Name, cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ConnectAsync(string scheme, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await clients.CreateClient(ClientOf(scheme)).GetAsync(new Uri("/v2/liveness", UriKind.Relative), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // An app must start in an outage of the service: its other endpoints work.
            logger.NotWarm(scheme, exception.Message);
        }
    }
}
