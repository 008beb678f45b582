using System.Text.RegularExpressions;

namespace ApiKeyAuth.LocalService.Analytics;

internal static partial class StatementText
{
    /// <summary>
    /// Whether the text begins as a statement that is no query. SQLite would often complain about something else in it first; nothing
    /// depends on this but the type of the error.
    /// </summary>
    public static bool IsOfAnotherKind(string sql) => OtherStatement().IsMatch(sql);

    /// <summary>Whether there is nothing but blanks, comments and semicolons.</summary>
    public static bool IsBlank(string sql) => Blank().IsMatch(sql);

    /// <summary>How often the word stands in the text, a literal included: the depth of what is copied into what has to end somewhere.</summary>
    public static int SelectsIn(string sql) => Select().Count(sql);

    [GeneratedRegex(@"\bSELECT\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Select();

    [GeneratedRegex(@"\A(?:[\s;]|--[^\n]*(?:\n|\z)|/\*.*?\*/)*\z", RegexOptions.Singleline)]
    private static partial Regex Blank();

    [GeneratedRegex(
        @"\A(?:\s|--[^\n]*(?:\n|\z)|/\*.*?\*/)*(?:ALTER|ANALYZE|ATTACH|BEGIN|COMMIT|CREATE|DELETE|DESCRIBE|DETACH|DROP|END|EXPLAIN|GRANT"
        + @"|INSERT|KILL|OPTIMIZE|PRAGMA|REINDEX|RELEASE|RENAME|REPLACE|REVOKE|ROLLBACK|SAVEPOINT|SET|SHOW|SYSTEM|TRUNCATE|UPDATE|USE"
        + @"|VACUUM|VALUES)\b",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OtherStatement();
}
