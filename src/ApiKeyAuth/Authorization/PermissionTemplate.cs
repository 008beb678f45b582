using System.Diagnostics.CodeAnalysis;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Routing;

namespace ApiKeyAuth;

/// <summary>A permission query in code with parameters that are replaced by route values: <c>documents.{team}.read</c>.</summary>
internal sealed class PermissionTemplate
{
    private readonly IReadOnlyList<(string Text, bool IsParameter)> _parts;

    private PermissionTemplate(IReadOnlyList<(string Text, bool IsParameter)> parts, PermissionQuery shape) =>
        (_parts, Shape) = (parts, shape);

    /// <summary>The query with zeros in place of the parameters.</summary>
    public PermissionQuery Shape { get; }

    public IEnumerable<string> Parameters => _parts.Where(part => part.IsParameter).Select(part => part.Text);

    public static bool TryParse(
        string text, [NotNullWhen(true)] out PermissionTemplate? template, [NotNullWhen(false)] out PermissionQueryError? error)
    {
        template = null;
        var parts = new List<(string Text, bool IsParameter)>();
        var shape = text.ToCharArray();
        var position = 0;
        while (text.IndexOf('{', position) is >= 0 and var open)
        {
            var close = text.IndexOfAny(['{', '}'], open + 1);
            if (close < 0 || text[close] == '{' || close == open + 1)
            {
                error = new PermissionQueryError(open, "a route parameter, such as {team}, has no name or no closing brace.");
                return false;
            }

            if (text.AsSpan(open + 1, close - open - 1).IndexOfAny("*?:= ") is >= 0 and var extra)
            {
                error = new PermissionQueryError(
                    open + 1 + extra, "a route parameter, such as {team}, is its name alone. Constraints, defaults, * and ? belong in the route.");
                return false;
            }

            parts.Add((text[position..open], false));
            parts.Add((text[(open + 1)..close], true));

            // The replacement is as long as the parameter, so that positions in errors are those in the text.
            shape.AsSpan(open, close + 1 - open).Fill('0');
            position = close + 1;
        }

        parts.Add((text[position..], false));
        if (!PermissionQuery.TryParse(new string(shape), out var query, out error))
        {
            error = InText(error, text, shape);
            return false;
        }

        template = new PermissionTemplate(parts, query);
        return true;
    }

    /// <summary>Quotes the text in an error instead of its shape.</summary>
    private static PermissionQueryError InText(PermissionQueryError error, string text, ReadOnlySpan<char> shape)
    {
        var rest = shape[error.Position..];
        var length = rest.IndexOfAnyExcept(PermissionSyntax.NameCharacters);
        var token = rest[..(length < 0 ? rest.Length : length)];
        return token.IsEmpty
            ? error
            : error with { Reason = error.Reason.Replace($"'{token}'", $"'{text.AsSpan(error.Position, token.Length)}'", StringComparison.Ordinal) };
    }

    /// <returns>The query, or null if a value is missing or has characters that data must not have.</returns>
    public PermissionQuery? Fill(RouteValueDictionary values)
    {
        var text = new PermissionInterpolatedStringHandler(0, _parts.Count);
        foreach (var (part, isParameter) in _parts)
        {
            if (isParameter)
            {
                text.AppendFormatted(values[part]);
            }
            else
            {
                text.AppendLiteral(part);
            }
        }

        return PermissionQuery.TryParse(text, out var query, out _) ? query : null;
    }
}
