namespace ApiKeyAuth.LocalService.Storage;

/// <summary>
/// The order of listings: punctuation, digits, letters. Letter case only breaks ties, lower case first. Ids contain only one punctuation
/// character, the underscore, but a cursor can be any text.
/// </summary>
internal sealed class DictionaryOrder : IComparer<string>
{
    public static readonly DictionaryOrder Instance = new();

    // Only white space sorts before the underscore.
    private const string SignsFirst = "\t\n\v\f\r _";

    public int Compare(string? x, string? y)
    {
        var (left, right) = (x ?? string.Empty, y ?? string.Empty);
        var tie = 0;
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            if (left[i] == right[i])
            {
                continue;
            }

            var (a, b) = (Place(left[i]), Place(right[i]));
            if (a != b)
            {
                return a.CompareTo(b);
            }

            tie = tie != 0 ? tie : right[i].CompareTo(left[i]);
        }

        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : tie;
    }

    private static (int Kind, int Precedence) Place(char character) => SignsFirst.IndexOf(character, StringComparison.Ordinal) switch
    {
        >= 0 and var rank => (0, rank),
        _ when char.IsLetter(character) => (3, char.ToLowerInvariant(character)),
        _ when char.IsDigit(character) => (2, character),
        _ => (1, character),
    };
}
