using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ApiKeyAuth.Client;

/// <summary>
/// Reads settings one by one, so that a malformed value is reported with its full path and the fix, together with all others,
/// instead of as the binder's exception for the first.
/// </summary>
internal sealed class SettingsSection(IConfigurationSection section)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public List<string> Errors { get; } = [];

    /// <summary>What stands in the section and was not asked for, probably a misspelling.</summary>
    public IEnumerable<string> Unknown => section.GetChildren().Where(child => !_known.Contains(child.Key)).Select(child => child.Path);

    public string? Text(string name)
    {
        _known.Add(name);
        return section[name] is { Length: > 0 } value ? value : null;
    }

    /// <summary>The texts of an array, or one text. Null: not set.</summary>
    public IList<string>? Texts(string name) =>
        Text(name) is { } only ? [only] : section.GetSection(name).GetChildren().Select(child => child.Value).OfType<string>().ToArray() is { Length: > 0 } several ? several : null;

    /// <summary>The texts of an object by name. Null: not set.</summary>
    public IDictionary<string, string>? Map(string name)
    {
        _known.Add(name);
        var members = section.GetSection(name).GetChildren().Where(child => child.Value is not null).ToDictionary(child => child.Key, child => child.Value!);
        return members.Count > 0 ? members : null;
    }

    public Uri Address(string name, Uri current) =>
        Parse(name, current, "an absolute http or https URI, such as https://api.unkey.com",
            static (string value, out Uri? result) => Uri.TryCreate(value, UriKind.Absolute, out result));

    public TimeSpan Duration(string name, TimeSpan current) =>
        Parse(name, current, "a duration as hours:minutes:seconds, such as 00:00:01.5",
            static (string value, out TimeSpan result) =>
                TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out result) && value.Contains(':', StringComparison.Ordinal));

    public bool Flag(string name, bool current) =>
        Parse(name, current, "true or false", static (string value, out bool result) => bool.TryParse(value, out result));

    public int Number(string name, int current) =>
        Parse(name, current, "a whole number",
            static (string value, out int result) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out result));

    public double Ratio(string name, double current) =>
        Parse(name, current, "a number with a decimal point, such as 0.5",
            static (string value, out double result) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out result));

    public T Choice<T>(string name, T current)
        where T : struct, Enum =>
        Parse(name, current, $"one of {string.Join(", ", Enum.GetNames<T>())}",
            static (string value, out T result) => Enum.TryParse(value, ignoreCase: true, out result)

                // Several flags are written as a list of names; anything else that is not defined stays a number.
                && (Enum.IsDefined(result) || result.ToString().Contains(',', StringComparison.Ordinal)));

    private delegate bool Parser<T>(string value, out T? result);

    private T Parse<T>(string name, T current, string expected, Parser<T> parser)
    {
        if (Text(name) is not { } value)
        {
            return current;
        }

        if (parser(value, out var result))
        {
            return result!;
        }

        Errors.Add($"{section.Path}:{name} is '{value}'. Set {expected}.");
        return current;
    }
}
