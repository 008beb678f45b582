using System.Globalization;
using System.Text.Json;

namespace ApiKeyAuth.LocalService.Validation;

internal static class IntegerText
{
    private const int LongestDecimal = 28;

    /// <summary>
    /// Returns the value of a JSON number that is an integer in any notation, or null for a fraction. A value outside the range of
    /// <see cref="decimal"/> is limited to that range, which contains all bounds of the contract.
    /// </summary>
    public static decimal? Read(JsonElement number) =>
        number.TryGetInt64(out var plain) ? plain : Read(number.GetRawText());

    private static decimal? Read(string text)
    {
        var negative = text[0] == '-';
        var parts = text.TrimStart('-').Split('e', 'E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : parts[0].Length - point - 1;
        var written = parts[0].Replace(".", string.Empty, StringComparison.Ordinal).TrimStart('0');
        var digits = written.TrimEnd('0');
        if (digits.Length == 0)
        {
            return 0;
        }

        var exponent = Exponent(parts) - fraction + (written.Length - digits.Length);
        if (exponent < 0)
        {
            return null;
        }

        if (digits.Length + exponent > LongestDecimal)
        {
            return negative ? decimal.MinValue : decimal.MaxValue;
        }

        var value = decimal.Parse(digits.PadRight(digits.Length + (int)exponent, '0'), CultureInfo.InvariantCulture);
        return negative ? -value : value;
    }

    /// <summary>Returns the exponent, which may have any number of digits.</summary>
    private static long Exponent(string[] parts)
    {
        if (parts.Length == 1)
        {
            return 0;
        }

        return int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? exponent
            : parts[1].StartsWith('-') ? int.MinValue : int.MaxValue;
    }
}
