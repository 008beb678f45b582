namespace ApiKeyAuth.LocalService.RateLimiting;

internal static class Glob
{
    /// <summary>
    /// Returns whether a pattern matches the whole text: <c>*</c> matches any characters except newlines, other characters match
    /// themselves.
    /// </summary>
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
                // The last star matches one more character; earlier stars need not be tried again.
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
