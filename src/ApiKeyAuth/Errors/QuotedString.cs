namespace ApiKeyAuth;

/// <summary>A text in quotes, as challenges (RFC 9110, section 5.6.4) and structured fields (RFC 9651, section 3.3.3) write it alike.</summary>
internal static class QuotedString
{
    public static string Of(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
