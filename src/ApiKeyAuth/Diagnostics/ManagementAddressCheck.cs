using ApiKeyAuth.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>Warns at startup where the app manages keys of a service that no scheme verifies with: its changes evict nothing.</summary>
internal sealed class ManagementAddressCheck(
    IServiceProvider services, IEnumerable<RegisteredKeyServiceClient> clients, IEnumerable<RegisteredScheme> schemes,
    IOptionsMonitor<ApiKeyOptions> options, ILogger<ManagementAddressCheck> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var used = schemes.Select(scheme => options.Get(scheme.Name).BaseAddress).ToArray();
        foreach (var client in clients)
        {
            var address = services.GetRequiredService<IOptionsMonitor<KeyServiceClientOptions>>().Get(client.Name).BaseAddress;
            if (!used.Any(other => ServiceAddress.AreSame(address, other)))
            {
                logger.ManagementAddressDiffers(
                    KeyServiceClientOptions.SectionOf(client.Name), address, string.Join(", ", used.Distinct()));
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
