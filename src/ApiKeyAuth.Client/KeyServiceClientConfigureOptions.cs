using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Client;

/// <summary>Binds the section <c>KeyService</c>, or <c>KeyService:{name}</c>, where the app has a configuration.</summary>
internal sealed class KeyServiceClientConfigureOptions(IConfiguration? configuration, IEnumerable<RegisteredKeyServiceClient> clients)
    : IConfigureNamedOptions<KeyServiceClientOptions>
{
    public void Configure(KeyServiceClientOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, KeyServiceClientOptions options)
    {
        if (configuration is null)
        {
            return;
        }

        var path = KeyServiceClientOptions.SectionOf(name);
        var settings = new SettingsSection(configuration.GetSection(path), configuration);
        options.BaseAddress = settings.Address(nameof(options.BaseAddress), options.BaseAddress);
        options.RootKey = settings.Text(nameof(options.RootKey)) ?? options.RootKey;
        options.AttemptTimeout = settings.Duration(nameof(options.AttemptTimeout), options.AttemptTimeout);
        options.TotalTimeout = settings.Duration(nameof(options.TotalTimeout), options.TotalTimeout);
        options.AllowInsecureBaseAddress = settings.Flag(nameof(options.AllowInsecureBaseAddress), options.AllowInsecureBaseAddress);
        options.IgnoredSettings = settings.Texts(nameof(options.IgnoredSettings)) ?? options.IgnoredSettings;
        options.ConfigurationErrors = settings.Errors;

        var names = clients.Select(client => client.Name).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        var taken = string.IsNullOrEmpty(name) ? FrozenSet<string>.Empty : names;
        string[] others =
        [
            .. names.Where(other => !other.Equals(name ?? "", StringComparison.OrdinalIgnoreCase)).SelectMany(other => other.Length == 0
                ? settings.Known.Select(setting => $"{KeyServiceClientOptions.SectionName}:{setting}")
                : [KeyServiceClientOptions.SectionOf(other)]),
        ];
        options.UnknownSettings =
        [
            .. settings.Unknown(FrozenSet<string>.Empty)
                .Concat(UnknownSetting.InMisspeltSections(configuration, path, settings.Known, taken))
                .Concat(UnknownSetting.AtMisplacedPaths(configuration, path, settings.Known, taken))
                .Where(setting => !others.Any(other => $"{setting.Path}:".StartsWith($"{other}:", StringComparison.OrdinalIgnoreCase)))
                .DistinctBy(setting => setting.Path, StringComparer.OrdinalIgnoreCase),
        ];
    }
}
