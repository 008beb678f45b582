using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>Warns, when the host starts, of settings that nobody reads: a misspelt one would silently keep its default.</summary>
internal sealed class UnknownSettings(
    ApiKeySchemes schemes, IOptionsMonitor<ApiKeyOptions> options, ILogger<UnknownSettings> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var scheme in await schemes.NamesAsync())
        {
            foreach (var setting in options.Get(scheme).UnknownSettings)
            {
                logger.UnknownSetting(setting);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
