namespace ApiKeyAuth.Client;

/// <summary>Finds the name that was probably meant by a misspelt one.</summary>
internal static class NearestName
{
    // Above this share of different characters a suggestion misleads more than it helps.
    private const double MaxDifference = 0.7;

    /// <summary>Returns the nearest of the names, or null where none is near. A nested name also counts as one word.</summary>
    public static string? Of(string name, IEnumerable<string> names)
    {
        string[] readings = [name.Replace(":", "", StringComparison.Ordinal), name.Split(':')[0]];
        var nearest = names
            .Select(known => (Name: known, Difference: readings.Min(reading => Distance(reading, known) / (double)Math.Max(reading.Length, known.Length))))
            .MinBy(candidate => candidate.Difference);
        return nearest.Difference <= MaxDifference ? nearest.Name : null;
    }

    /// <summary>Whether a name is probably another one misspelt. Names with other numbers are other names.</summary>
    public static bool IsMisspelt(string name, string of) =>
        Distance(name, of) <= Math.Min(2, Math.Max(1, of.Length / 3)) && name.Where(char.IsAsciiDigit).SequenceEqual(of.Where(char.IsAsciiDigit));

    /// <summary>How many characters are missing, added, replaced or swapped with their neighbour.</summary>
    private static int Distance(string first, string second)
    {
        var a = first.ToUpperInvariant();
        var b = second.ToUpperInvariant();
        var distances = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                distances[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1,
                        distances[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
                }
            }
        }

        return distances[a.Length, b.Length];
    }
}
