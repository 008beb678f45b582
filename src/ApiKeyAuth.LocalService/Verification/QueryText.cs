using System.Text;

namespace ApiKeyAuth.LocalService.Verification;

/// <summary>
/// Emulates the lexer of the real service. It reads a permission query as bytes and ends at a NUL; a byte above 127 is a letter if the code
/// point with the same number is one.
/// </summary>
internal static class QueryText
{
    /// <summary>
    /// A character that the grammar accepts in a name and that no permission contains, so that no key holds a name with it.
    /// </summary>
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
