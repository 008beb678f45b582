using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth.Client;

/// <summary>
/// Makes options anew, as after an edit of a configuration that the app binds, and keeps the last valid ones where the new ones are not:
/// the framework drops the old options before it validates the new ones, so each request would fail.
/// </summary>
internal sealed class LastValidOptionsFactory<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    IEnumerable<IConfigureOptions<TOptions>> setups,
    IEnumerable<IPostConfigureOptions<TOptions>> postConfigures,
    IEnumerable<IValidateOptions<TOptions>> validations,
    ILogger<TOptions> logger) : IOptionsFactory<TOptions>
    where TOptions : class
{
    private readonly OptionsFactory<TOptions> _factory = new(setups, postConfigures, validations);
    private readonly ConcurrentDictionary<string, LastValid> _lastValid = new(StringComparer.Ordinal);

    /// <exception cref="OptionsValidationException">The options are not valid, and never were.</exception>
    public TOptions Create(string name)
    {
        try
        {
            var options = _factory.Create(name);
            _lastValid[name] = new LastValid(options, Problem: null);
            return options;
        }
        catch (Exception exception) when (_lastValid.TryGetValue(name, out var last))
        {
            // Some options are made for each request: an edit is reported once.
            if (last.Problem != exception.Message && _lastValid.TryUpdate(name, last with { Problem = exception.Message }, last))
            {
                logger.SettingsRejected(exception.Message);
            }

            return last.Options;
        }
    }

    private sealed record LastValid(TOptions Options, string? Problem);
}
