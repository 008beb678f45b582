namespace ApiKeyAuth.DevServer;

/// <summary>Maps environment variables to arguments.</summary>
internal static class EnvironmentVariables
{
    private const string Prefix = "APIKEYAUTH_DEVSERVER_";
    private const string Urls = Prefix + "URLS";

    private static readonly (string Variable, string Argument)[] Values =
        [(Urls, "--urls"), (Prefix + "ROOT_KEY", "--root-key"), (Prefix + "DATA", "--data"), (Prefix + "SEED", "--seed")];

    private static readonly (string Variable, string Argument)[] Switches =
    [
        (Prefix + "CONTROL", "--control"), (Prefix + "NO_ANALYTICS", "--no-analytics"), (Prefix + "ALLOW_REMOTE", "--allow-remote"),
        (Prefix + "REVOKE_ROOT_KEYS", "--revoke-root-keys"),
    ];

    /// <summary>Returns the arguments of each variable that is set and not empty.</summary>
    public static IEnumerable<(string Variable, string[] Arguments)> Read(IReadOnlyDictionary<string, string?> environment)
    {
        if (Find(environment, Urls) is null && Find(environment, "ASPNETCORE_URLS") is { } urls)
        {
            yield return ("ASPNETCORE_URLS", ["--urls", FirstOfHttp(urls)]);
        }

        foreach (var (variable, argument) in Values)
        {
            if (Find(environment, variable) is { } value)
            {
                yield return (variable, [argument, variable == Urls ? FirstOfHttp(value) : value]);
            }
        }

        foreach (var (variable, argument) in Switches)
        {
            if (IsOn(Find(environment, variable)) is { } isOn)
            {
                yield return (variable, isOn ? [argument] : []);
            }
        }
    }

    /// <returns>
    /// The error for a variable with an unknown name, or for a switch that is neither true nor false; otherwise an empty text.
    /// </returns>
    public static string UnknownIn(IReadOnlyDictionary<string, string?> environment)
    {
        var known = Values.Concat(Switches).Select(item => item.Variable).ToArray();
        if (environment.Keys.Order(StringComparer.Ordinal).FirstOrDefault(
            name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !known.Contains(name)) is { } unknown)
        {
            return $"Unknown environment variable {unknown}; use one of {string.Join(", ", known)}.";
        }

        return Switches.Select(item => item.Variable).FirstOrDefault(
            variable => Find(environment, variable) is { } value && IsOn(value) is null) is { } malformed
            ? $"{malformed} takes true or false."
            : string.Empty;
    }

    private static string? Find(IReadOnlyDictionary<string, string?> environment, string variable) =>
        environment.GetValueOrDefault(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

    private static bool? IsOn(string? value) => value?.Trim() switch
    {
        "1" => true,
        "0" => false,
        { } text when bool.TryParse(text, out var isOn) => isOn,
        _ => null,
    };

    /// <summary>ASP.NET Core writes all interfaces as a plus or an asterisk, and separates addresses by semicolons.</summary>
    private static string FirstOfHttp(string urls)
    {
        var all = urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (all.FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ?? urls)
            .Replace("://+", "://0.0.0.0", StringComparison.Ordinal)
            .Replace("://*", "://0.0.0.0", StringComparison.Ordinal);
    }
}
