using System.Text;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>
/// What the service's lexer makes of a query before the grammar applies. It works on bytes and ends at a NUL; a byte beyond ASCII that
/// would be a letter if it were a code point passes for one.
/// </summary>
internal static class QueryText
{
    /// <summary>Goes into names, and stands in no permission: what such a letter is part of is held by no key.</summary>
    private const string InNoPermission = "/";

    public static string AsRead(string query)
    {
        var text = query.Split('\0')[0];
        return Ascii.IsValid(text)
            ? text
            : string.Concat(text.EnumerateRunes().Select(rune => IsRunOfLetters(rune) ? InNoPermission : rune.ToString()));
    }

    private static bool IsRunOfLetters(Rune rune) =>
        !rune.IsAscii && Encoding.UTF8.GetBytes(rune.ToString()).All(unit => char.IsLetter((char)unit));
}
