namespace ApiKeyAuth.LocalService.Storage;

/// <summary>The order of listings: letter case only breaks ties, lower case first. Ids are ASCII.</summary>
internal sealed class DictionaryOrder : IComparer<string>
{
    public static readonly DictionaryOrder Instance = new();

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

            var (a, b) = (char.ToLowerInvariant(left[i]), char.ToLowerInvariant(right[i]));
            if (a != b)
            {
                return a.CompareTo(b);
            }

            tie = tie != 0 ? tie : right[i].CompareTo(left[i]);
        }

        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : tie;
    }
}
