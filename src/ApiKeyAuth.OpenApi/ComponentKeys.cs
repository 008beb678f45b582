using System.Globalization;
using System.Text.RegularExpressions;

namespace ApiKeyAuth.OpenApi;

/// <summary>
/// Makes keys of components: ASCII letters and digits, <c>.</c>, <c>-</c> and <c>_</c>, as the OpenAPI Specification requires.
/// </summary>
internal static partial class ComponentKeys
{
    /// <summary>
    /// Returns a key for each name: the name without the characters that a key must not contain, with a number if another scheme or a
    /// component of the app has that key.
    /// </summary>
    public static Dictionary<string, string> Of(IReadOnlyCollection<string> names, Func<string, bool> isTaken)
    {
        var keys = names.Where(IsKey).ToDictionary(name => name, StringComparer.Ordinal);
        foreach (var name in names.Where(name => !IsKey(name)))
        {
            keys[name] = FirstFree(Rest(name), "_", key => keys.ContainsValue(key) || isTaken(key));
        }

        return keys;
    }

    /// <summary>Returns the name, with a number from 2 on if it is taken.</summary>
    public static string FirstFree(string name, string separator, Func<string, bool> isTaken)
    {
        var key = name;
        for (var number = 2; isTaken(key); number++)
        {
            key = string.Create(CultureInfo.InvariantCulture, $"{name}{separator}{number}");
        }

        return key;
    }

    public static bool IsKey(string name) => name.Length > 0 && !NotInKeys.IsMatch(name);

    private static string Rest(string name) => NotInKeys.Replace(name, "_").Trim('_') is { Length: > 0 } rest ? rest : ApiKeyDefaults.AuthenticationScheme;

    [GeneratedRegex(@"[^a-zA-Z0-9.\-_]+")]
    private static partial Regex NotInKeys { get; }
}
