using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Fails startup where options or an HTTP client are configured for no scheme, or for one that does not exist: the settings would have no effect.
/// </summary>
internal sealed class OptionsNameCheck(
    IEnumerable<IConfigureOptions<ApiKeyOptions>> setups,
    IEnumerable<IPostConfigureOptions<ApiKeyOptions>> postConfigures,
    IEnumerable<IValidateOptions<ApiKeyOptions>> validations,
    IEnumerable<RegisteredScheme> schemes,
    IEnumerable<SchemeOfHttpClient> clients) : IHostedLifecycleService
{
    private const string Fix = "Configure them in the delegate of AddApiKey or AddApiKeyAuthentication, "
        + "with services.Configure<ApiKeyOptions>(\"{0}\", …), or for all schemes with services.ConfigureAll<ApiKeyOptions>(…).";

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var names = schemes.Select(scheme => scheme.Name).ToArray();
        var failures = setups.Cast<object>().Concat(postConfigures).Concat(validations)
            .Select(NameOf)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Where(name => !names.Contains(name, StringComparer.Ordinal))
            .Select(name => name.Length == 0
                ? $"ApiKeyOptions are configured without the name of a scheme, which has no effect. {FixFor(names)}"
                : $"ApiKeyOptions are configured for the scheme '{name}', which does not exist. {FixFor(names)}")
            .Concat(clients
                .Select(client => client.Name)
                .Distinct(StringComparer.Ordinal)
                .Where(name => !names.Contains(name, StringComparer.Ordinal))
                .Select(name => $"AddApiKeyHttpClient is called for the scheme '{name}', which does not exist. "
                    + $"Pass the name of an API key scheme, such as \"{names[0]}\"."))
            .ToArray();
        return failures.Length == 0
            ? Task.CompletedTask
            : throw new OptionsValidationException(Options.DefaultName, typeof(ApiKeyOptions), failures);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string FixFor(string[] names) => Fix.Replace("{0}", names[0], StringComparison.Ordinal);

    /// <summary>Returns the name that a registration is for, or null where it is for any name.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "Where the property is trimmed, the check finds nothing.")]
    private static string? NameOf(object registration) => registration switch
    {
        IConfigureOptions<ApiKeyOptions> and not IConfigureNamedOptions<ApiKeyOptions> => Options.DefaultName,
        _ when registration.GetType().Namespace == typeof(Options).Namespace => registration.GetType().GetProperty("Name")?.GetValue(registration) as string,
        _ => null,
    };
}

/// <summary>A scheme whose HTTP client is registered, which the scheme itself need not be.</summary>
internal sealed record SchemeOfHttpClient(string Name);
