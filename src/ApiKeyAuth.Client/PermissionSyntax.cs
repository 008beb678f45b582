using System.Buffers;

namespace ApiKeyAuth.Client;

/// <summary>The characters of permissions, and what is no permission although it is made of them.</summary>
internal static class PermissionSyntax
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static readonly SearchValues<char> NameCharacters = SearchValues.Create(LettersAndDigits + "._-*:/");

    private static readonly SearchValues<char> DataCharacters = SearchValues.Create(LettersAndDigits + "_-");

    /// <summary>Whether a text is exactly one permission.</summary>
    public static bool IsPermission(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= PermissionQuery.MaxLength && !text.ContainsAnyExcept(NameCharacters) && !IsOperator(text);

    /// <summary>Whether data may stand in a permission: it must not add a segment, a wildcard or an operator.</summary>
    public static bool IsData(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(DataCharacters);

    public static bool IsOperator(ReadOnlySpan<char> token) =>
        token.Equals("AND", StringComparison.OrdinalIgnoreCase) || token.Equals("OR", StringComparison.OrdinalIgnoreCase);
}
