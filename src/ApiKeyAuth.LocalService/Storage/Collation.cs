using System.Globalization;
using System.Text;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>Compares names and slugs for uniqueness and search, ignoring letter case and accents.</summary>
internal sealed class Collation : IEqualityComparer<string>
{
    public static readonly Collation Instance = new();

    public bool Equals(string? x, string? y) =>
        string.Equals(x, y, StringComparison.Ordinal)
        || (x is not null && y is not null && string.Equals(Fold(x), Fold(y), StringComparison.Ordinal));

    public int GetHashCode(string obj) => StringComparer.Ordinal.GetHashCode(Fold(obj));

    public static bool Contains(string? text, string search) =>
        text is not null && Fold(text).Contains(Fold(search), StringComparison.Ordinal);

    private static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToUpperInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var unit in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(unit) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToUpperInvariant(unit));
            }
        }

        return folded.ToString();
    }
}
