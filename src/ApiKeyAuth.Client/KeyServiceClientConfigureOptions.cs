using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Client;

/// <summary>Binds the section <c>KeyService</c> where the app has a configuration.</summary>
internal sealed class KeyServiceClientConfigureOptions(IConfiguration? configuration) : IConfigureOptions<KeyServiceClientOptions>
{
    public void Configure(KeyServiceClientOptions options)
    {
        if (configuration is null)
        {
            return;
        }

        var settings = new SettingsSection(configuration.GetSection(KeyServiceClientOptions.SectionName));
        options.BaseAddress = settings.Address(nameof(options.BaseAddress), options.BaseAddress);
        options.RootKey = settings.Text(nameof(options.RootKey)) ?? options.RootKey;
        options.AttemptTimeout = settings.Duration(nameof(options.AttemptTimeout), options.AttemptTimeout);
        options.TotalTimeout = settings.Duration(nameof(options.TotalTimeout), options.TotalTimeout);
        options.AllowInsecureBaseAddress = settings.Flag(nameof(options.AllowInsecureBaseAddress), options.AllowInsecureBaseAddress);
        options.ConfigurationErrors = settings.Errors;
    }
}
