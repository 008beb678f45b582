using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ApiKeyAuth.Client;

/// <summary>
/// A permission query as <c>keys.verifyKey</c> takes it: permission slugs joined by <c>AND</c> and <c>OR</c>, with parentheses.
/// <c>AND</c> binds tighter than <c>OR</c>; a slug is compared exactly, letter case and <c>*</c> included.
/// </summary>
public sealed class PermissionQuery
{
    /// <summary>The longest query that the service accepts, in Unicode code points: 1000.</summary>
    public const int MaxLength = 1000;

    private readonly PermissionQueryNode _root;

    internal PermissionQuery(string text, PermissionQueryNode root)
    {
        Text = text;
        _root = root;
        Names = [.. root.Names().Distinct(StringComparer.Ordinal)];
        IsConjunction = root.IsConjunction;
    }

    /// <summary>Gets the query as it was written.</summary>
    public string Text { get; }

    /// <summary>Gets every permission slug that the query names, once each, in the order of appearance.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Gets a value that indicates whether the query needs all of its <see cref="Names"/>, that is, has no <c>OR</c>.</summary>
    public bool IsConjunction { get; }

    /// <summary>Reads a query.</summary>
    /// <param name="text">The query, 1 to 1000 Unicode code points.</param>
    /// <returns>The query.</returns>
    /// <exception cref="FormatException">The text is not a permission query; the message gives position and reason.</exception>
    public static PermissionQuery Parse(string text) =>
        TryParse(text, out var query, out var error)
            ? query
            : throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"The permission query '{text}' is not valid at position {error.Position}: {error.Reason}"));

    /// <summary>Reads a query without throwing.</summary>
    /// <param name="text">The query, 1 to 1000 Unicode code points.</param>
    /// <param name="query">The query, where the text is one.</param>
    /// <param name="error">What is wrong and where, where it is not.</param>
    /// <returns>Whether the text is a permission query.</returns>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out PermissionQuery? query, [NotNullWhen(false)] out PermissionQueryError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new PermissionQueryParser(text);
        error = null;
        query = parser.TryParse(out var root, out error) ? new PermissionQuery(text, root) : null;
        return query is not null;
    }

    /// <summary>Reads an interpolated query whose text is code and whose values are data.</summary>
    /// <param name="text">
    /// The query, such as <c>$"documents.{team}.read OR documents.admin"</c>, 1 to 1000 Unicode code points. Each value must consist of one or
    /// more ASCII letters, digits, <c>_</c> or <c>-</c>.
    /// </param>
    /// <returns>The query.</returns>
    /// <exception cref="FormatException">The text is not a permission query, or a value has other characters or is missing.</exception>
    public static PermissionQuery Parse(PermissionInterpolatedStringHandler text) =>
        TryParse(text, out var query, out var error)
            ? query
            : throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"The interpolated permission query is not valid at position {error.Position}: {error.Reason}"));

    /// <summary>Reads an interpolated query, whose text is code and whose values are data, without throwing.</summary>
    /// <param name="text">
    /// The query, such as <c>$"documents.{team}.read OR documents.admin"</c>, 1 to 1000 Unicode code points. Each value must consist of one or
    /// more ASCII letters, digits, <c>_</c> or <c>-</c>.
    /// </param>
    /// <param name="query">The query, if the text is one.</param>
    /// <param name="error">What is wrong and where, if the text is not a query.</param>
    /// <returns>Whether the text is a permission query and every value may stand in it.</returns>
    public static bool TryParse(
        PermissionInterpolatedStringHandler text, [NotNullWhen(true)] out PermissionQuery? query, [NotNullWhen(false)] out PermissionQueryError? error)
    {
        query = null;
        error = text.Error;
        return error is null && TryParse(text.Text, out query, out error);
    }

    /// <summary>Evaluates the query on the permissions that a key holds, as the service does.</summary>
    /// <param name="permissions">The permission slugs of the key.</param>
    /// <returns>Whether the query is satisfied.</returns>
    public bool IsSatisfiedBy(IEnumerable<string> permissions)
    {
        ArgumentNullException.ThrowIfNull(permissions);
        return IsSatisfiedBy((permissions as ICollection<string> ?? [.. permissions]).Contains);
    }

    internal bool IsSatisfiedBy(Predicate<string> holds) => _root.IsSatisfiedBy(holds);

    /// <summary>The query as it was written.</summary>
    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;
}
