namespace ApiKeyAuth;

/// <summary>Text of a caller as it may stand in a log.</summary>
internal static class LogText
{
    private const int MaxLength = 100;

    /// <returns>At most 100 characters, with a question mark in the place of each one that is not printable ASCII.</returns>
    public static string Of(string text) =>
        string.Concat(text.Take(MaxLength).Select(character => character is >= ' ' and <= '~' ? character : '?')) + (text.Length > MaxLength ? "…" : "");
}
