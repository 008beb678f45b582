namespace ApiKeyAuth.LocalService.RateLimiting;

internal static class Glob
{
    /// <summary>Whether a pattern matches the whole text: <c>*</c> is any run of characters but newlines, all else is literal.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, resume) = (p++, t);
            }
            else if (p < pattern.Length && pattern[p] == text[t])
            {
                (p, t) = (p + 1, t + 1);
            }
            else if (star >= 0 && text[resume] != '\n')
            {
                // The last star takes one character more; those before it need not be tried again.
                (p, t) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept('*') < 0;
    }
}
