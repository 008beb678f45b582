using System.Text.RegularExpressions;

namespace ApiKeyAuth;

/// <summary>
/// Expands permissions to those that cover them, if the app allows wildcards: <c>documents.*</c> covers <c>documents.read</c>.
/// </summary>
internal static partial class Wildcards
{
    /// <summary>Returns the permissions that each cover a slug, the slug itself first.</summary>
    public static IEnumerable<string> FormsOf(string slug)
    {
        yield return slug;
        for (var dot = slug.LastIndexOf('.'); dot > 0; dot = slug.LastIndexOf('.', dot - 1))
        {
            var form = $"{slug[..dot]}.*";
            if (form != slug)
            {
                yield return form;
            }
        }

        if (slug != "*")
        {
            yield return "*";
        }
    }

    /// <summary>Returns the equivalent query for the key service, which compares permissions literally.</summary>
    public static string Expand(string query) =>
        Names().Replace(query, name => IsOperator(name.Value) ? name.Value : $"({string.Join(" OR ", FormsOf(name.Value))})");

    private static bool IsOperator(string name) =>
        name.Equals("AND", StringComparison.OrdinalIgnoreCase) || name.Equals("OR", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("[A-Za-z0-9._:/*-]+")]
    private static partial Regex Names();
}
