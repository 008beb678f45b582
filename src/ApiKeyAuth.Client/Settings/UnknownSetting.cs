using Microsoft.Extensions.Configuration;

namespace ApiKeyAuth.Client;

/// <summary>A setting that is read by nothing: a misspelt address would send secrets to the default service.</summary>
internal sealed record UnknownSetting(string Path, string? Hint)
{
    /// <summary>The failure for the settings that are not ignored, or null where there is none.</summary>
    public static string? Check(string section, IReadOnlyList<UnknownSetting> unknown, IEnumerable<string?>? ignored)
    {
        UnknownSetting[] failures = [.. unknown.Where(setting => ignored?.Any(name => setting.IsCoveredBy(section, name)) != true)];
        return failures.Length == 0
            ? null
            : $"These settings are unknown: {string.Join(", ", failures.AsEnumerable())}. Correct or remove them, or name them in {section}:IgnoredSettings.";
    }

    /// <summary>Finds settings in sections whose path is nearly the right one, such as <c>Authentication:Schemes:ApiKeys</c>.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="section">The path of the right section.</param>
    /// <param name="settings">The names of its settings; a section with none of them is not meant.</param>
    /// <param name="taken">The names of sections beside it that have an owner.</param>
    public static IEnumerable<UnknownSetting> InMisspeltSections(
        IConfiguration configuration, string section, IReadOnlySet<string> settings, IReadOnlySet<string> taken)
    {
        var segments = section.Split(ConfigurationPath.KeyDelimiter);
        return segments
            .Aggregate(new[] { configuration }.AsEnumerable(), (parents, segment) => parents.SelectMany(parent => Near(parent, segment)))
            .Cast<IConfigurationSection>()
            .Where(found => !found.Path.Equals(section, StringComparison.OrdinalIgnoreCase) && !taken.Contains(found.Key))
            .SelectMany(found => found.GetChildren())
            .Where(child => settings.Contains(child.Key))
            .Select(child => new UnknownSetting(child.Path, $"nearest: {section}:{child.Key}"));
    }

    /// <summary>
    /// Finds settings whose path has other separators or lacks a level, such as the variable <c>Authentication__Schemes__ApiKey_BaseAddress</c>
    /// or <c>Authentication:ApiKey:BaseAddress</c>.
    /// </summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="section">The path of the right section.</param>
    /// <param name="settings">The names of its settings.</param>
    /// <param name="taken">The names of sections beside it that have an owner.</param>
    public static IEnumerable<UnknownSetting> AtMisplacedPaths(
        IConfiguration configuration, string section, IReadOnlySet<string> settings, IReadOnlySet<string> taken)
    {
        var levels = section.Split(ConfigurationPath.KeyDelimiter);
        var lookup = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in settings)
        {
            lookup[Letters(section + setting)] = setting;

            // One level alone may be the app's own section.
            foreach (var missing in Enumerable.Range(1, Math.Max(0, levels.Length - 1)))
            {
                lookup[Letters(string.Concat(levels.Where((_, i) => i != missing)) + setting)] = setting;
            }
        }

        var owned = taken
            .Select(name => string.Join(ConfigurationPath.KeyDelimiter, [.. levels[..^1], name]))
            .Append(section)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Find(configuration);

        IEnumerable<UnknownSetting> Find(IConfiguration parent) => parent.GetChildren()
            .Where(child => !owned.Contains(child.Path)
                && lookup.Keys.Any(path => path.StartsWith(Letters(child.Path), StringComparison.OrdinalIgnoreCase)))
            .SelectMany(child => lookup.TryGetValue(Letters(child.Path), out var setting)
                ? [new UnknownSetting(child.Path, $"nearest: {section}:{setting}")]
                : Find(child));
    }

    public override string ToString() => Hint is null ? Path : $"{Path} ({Hint})";

    private static string Letters(string path) => string.Concat(path.Where(char.IsLetterOrDigit));

    private static IEnumerable<IConfiguration> Near(IConfiguration parent, string segment) => parent.GetChildren().Where(child =>
        child.Key.Equals(segment, StringComparison.OrdinalIgnoreCase) || NearestName.IsMisspelt(child.Key, segment));

    private bool IsCoveredBy(string section, string? name) =>
        !string.IsNullOrEmpty(name) && (IsWithin(name) || IsWithin(ConfigurationPath.Combine(section, name)));

    private bool IsWithin(string path) =>
        Path.StartsWith(path, StringComparison.OrdinalIgnoreCase) && (Path.Length == path.Length || Path[path.Length] == ':');
}
