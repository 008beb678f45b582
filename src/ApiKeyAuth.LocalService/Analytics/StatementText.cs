using System.Text.RegularExpressions;

namespace ApiKeyAuth.LocalService.Analytics;

internal static partial class StatementText
{
    /// <summary>
    /// Returns whether the text begins like a statement that is not a query. Only the type of the error depends on this: SQLite would often
    /// report another error first.
    /// </summary>
    public static bool IsOfAnotherKind(string sql) => OtherStatement().IsMatch(sql);

    /// <summary>Returns whether the text contains only white space, comments and semicolons.</summary>
    public static bool IsBlank(string sql) => Blank().IsMatch(sql);

    /// <summary>
    /// Returns how often the word SELECT occurs in the text, literals included. Limiting it limits how deep subqueries are expanded.
    /// </summary>
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
