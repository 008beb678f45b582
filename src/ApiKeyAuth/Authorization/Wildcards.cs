using System.Text.RegularExpressions;

namespace ApiKeyAuth;

/// <summary>Permissions that cover others, where an app wants them: <c>documents.*</c> covers <c>documents.read</c>.</summary>
internal static partial class Wildcards
{
    /// <summary>The permissions of which any one covers a slug, the slug itself first.</summary>
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

    /// <summary>The query that the service takes literally and that says the same.</summary>
    public static string Expand(string query) =>
        Names().Replace(query, name => IsOperator(name.Value) ? name.Value : $"({string.Join(" OR ", FormsOf(name.Value))})");

    private static bool IsOperator(string name) =>
        name.Equals("AND", StringComparison.OrdinalIgnoreCase) || name.Equals("OR", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("[A-Za-z0-9._:/*-]+")]
    private static partial Regex Names();
}
