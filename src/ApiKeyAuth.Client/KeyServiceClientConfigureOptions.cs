using System.Collections.Frozen;
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

        var settings = new SettingsSection(configuration.GetSection(KeyServiceClientOptions.SectionName), configuration);
        options.BaseAddress = settings.Address(nameof(options.BaseAddress), options.BaseAddress);
        options.RootKey = settings.Text(nameof(options.RootKey)) ?? options.RootKey;
        options.AttemptTimeout = settings.Duration(nameof(options.AttemptTimeout), options.AttemptTimeout);
        options.TotalTimeout = settings.Duration(nameof(options.TotalTimeout), options.TotalTimeout);
        options.AllowInsecureBaseAddress = settings.Flag(nameof(options.AllowInsecureBaseAddress), options.AllowInsecureBaseAddress);
        options.IgnoredSettings = settings.Texts(nameof(options.IgnoredSettings)) ?? options.IgnoredSettings;
        options.ConfigurationErrors = settings.Errors;
        options.UnknownSettings =
        [
            .. settings.Unknown(FrozenSet<string>.Empty),
            .. UnknownSetting.InMisspeltSections(
                    configuration, KeyServiceClientOptions.SectionName, settings.Known, FrozenSet<string>.Empty)
                .Concat(UnknownSetting.AtMisplacedPaths(
                    configuration, KeyServiceClientOptions.SectionName, settings.Known, FrozenSet<string>.Empty))
                .DistinctBy(setting => setting.Path, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
