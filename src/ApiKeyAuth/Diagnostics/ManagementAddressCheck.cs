using ApiKeyAuth.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>Warns at startup where the app manages keys of a service that no scheme verifies with: its changes evict nothing.</summary>
internal sealed class ManagementAddressCheck(
    IServiceProvider services, IEnumerable<RegisteredScheme> schemes, IOptionsMonitor<ApiKeyOptions> options, ILogger<ManagementAddressCheck> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Validators are registered with the client only.
        if (services.GetServices<IValidateOptions<KeyServiceClientOptions>>().Any())
        {
            var address = services.GetRequiredService<IOptionsMonitor<KeyServiceClientOptions>>().CurrentValue.BaseAddress;
            var used = schemes.Select(scheme => options.Get(scheme.Name).BaseAddress).ToArray();
            if (!used.Any(other => ServiceAddress.AreSame(address, other)))
            {
                logger.ManagementAddressDiffers(address, string.Join(", ", used.Distinct()));
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
