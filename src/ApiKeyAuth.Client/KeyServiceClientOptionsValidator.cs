using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Client;

internal sealed class KeyServiceClientOptionsValidator(IServiceProvider services) : IValidateOptions<KeyServiceClientOptions>
{
    private static readonly TimeSpan LongestTotal = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, KeyServiceClientOptions options)
    {
        if (DocumentGeneration.IsRunning)
        {
            return ValidateOptionsResult.Skip;
        }

        var section = KeyServiceClientOptions.SectionOf(name);
        List<string> failures =
        [
            .. options.ConfigurationErrors,
            .. ConnectionRules.Check(
                section, options.BaseAddress, options.RootKey, options.AttemptTimeout, options.TotalTimeout,
                LongestTotal, options.AllowInsecureBaseAddress, ServiceDiscoveryHandler.IsRegistered(services)),
        ];
        if (UnknownSetting.Check(section, options.UnknownSettings, options.IgnoredSettings) is { } unknown)
        {
            failures.Insert(0, unknown);
        }

        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }
}
