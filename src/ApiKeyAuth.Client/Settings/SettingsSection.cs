using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ApiKeyAuth.Client;

/// <summary>
/// Reads settings one by one, so that a malformed value is reported with its full path and the fix, together with all others,
/// instead of as the binder's exception for the first.
/// </summary>
internal sealed class SettingsSection
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfigurationSection _section;
    private readonly SettingsList _list;

    public SettingsSection(IConfigurationSection section, IConfiguration? configuration)
    {
        _section = section;
        _list = new SettingsList(configuration as IConfigurationRoot, Errors);
        if (section.Value is { Length: > 0 })
        {
            Errors.Add($"{section.Path} is one text. Set a section of settings, such as {section.Path}:RootKey.");
        }
    }

    public List<string> Errors { get; } = [];

    /// <summary>Gets the names that were asked for, in any letter case.</summary>
    public IReadOnlySet<string> Known => _known;

    /// <summary>The entries of the section that no setting reads, probably misspelt.</summary>
    public IEnumerable<UnknownSetting> Unknown(IReadOnlySet<string> codeOnly) =>
        from child in _section.GetChildren()
        where !_known.Contains(child.Key)
        from leaf in Leaves(child)
        let name = leaf.Path[(_section.Path.Length + 1)..]
        select new UnknownSetting(
            leaf.Path,
            codeOnly.Contains(name) ? "set by code only" : NearestName.Of(name, _known) is { } nearest ? $"nearest: {nearest}" : null);

    public string? Text(string name) => Read(name, "one text");

    /// <summary>The texts of an array, or one text. Null: not set.</summary>
    public IList<string>? Texts(string name) => _list.Texts(Find(name));

    /// <summary>The texts of an object by name. Null: not set.</summary>
    public IDictionary<string, string>? Map(string name) => _list.Map(Find(name));

    /// <summary>An empty address is no address: with the default one, secrets would go to a service that was not meant.</summary>
    public Uri Address(string name, Uri current)
    {
        if (Find(name) is { Value: "" } empty && !empty.GetChildren().Any())
        {
            Errors.Add($"{empty.Path} is empty. Set an absolute http or https URI, such as https://api.unkey.com, or remove the setting.");
            return current;
        }

        return Parse(name, current, "an absolute http or https URI, such as https://api.unkey.com",
            static (string value, out Uri? result) => Uri.TryCreate(value, UriKind.Absolute, out result));
    }

    public TimeSpan Duration(string name, TimeSpan current) =>
        Parse(name, current, "a duration as hours:minutes:seconds, such as 00:00:01.5",

            // A number alone would be days. Zero is zero in any unit.
            static (string value, out TimeSpan result) => TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out result)
                && (result == TimeSpan.Zero || value.Contains(':', StringComparison.Ordinal)));

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
        Parse(name, current, $"one of {string.Join(", ", Enum.GetNames<T>())}{(typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false) ? ", or several in one text with commas" : "")}",
            static (string value, out T result) => Enum.TryParse(value, ignoreCase: true, out result)

                // Several flags are written as a list of names; anything else that is not defined stays a number.
                && (Enum.IsDefined(result) || result.ToString().Contains(',', StringComparison.Ordinal)));

    private delegate bool Parser<T>(string value, out T? result);

    private T Parse<T>(string name, T current, string expected, Parser<T> parser)
    {
        if (Read(name, expected) is not { } value)
        {
            return current;
        }

        if (parser(value, out var result))
        {
            return result!;
        }

        // A password may stand before the at sign of what was meant as an address.
        Errors.Add(value.Contains('@', StringComparison.Ordinal)
            ? $"{_section.Path}:{name} (not shown) is not valid. Set {expected}."
            : $"{_section.Path}:{name} is '{value}'. Set {expected}.");
        return current;
    }

    private string? Read(string name, string expected)
    {
        var setting = Find(name);
        if (!setting.GetChildren().Any())
        {
            return setting.Value is { Length: > 0 } value ? value : null;
        }

        Errors.Add($"{setting.Path} is a section or a list. Set {expected}.");
        return null;
    }

    private IConfigurationSection Find(string name)
    {
        _known.Add(name);
        return _section.GetSection(name);
    }

    private static IEnumerable<IConfigurationSection> Leaves(IConfigurationSection section)
    {
        var children = section.GetChildren().ToArray();
        return children.Length == 0 ? [section] : children.SelectMany(Leaves);
    }
}
