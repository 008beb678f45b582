using System.Runtime.CompilerServices;

namespace ApiKeyAuth.Client;

/// <summary>
/// What a text must fulfil: an unpaired surrogate would be stored as another character. Lengths are checked for verifications only, where
/// the service's 400 would be an error of this app to the caller.
/// </summary>
internal sealed class TextRule(int min, int max)
{
    /// <summary>The length of the longest keyspace id that a verification can name.</summary>
    public const int MaxKeyspaceId = 100;

    /// <summary>Any text without an unpaired surrogate. The service rejects what it does not accept otherwise.</summary>
    public static readonly TextRule Any = new(0, int.MaxValue);

    /// <summary>The text of a key in a verification.</summary>
    public static readonly TextRule Key = new(1, 512);

    /// <summary>Checks a text that must be there.</summary>
    public void Check(string? value, ArgumentPath at = default, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is null)
        {
            throw new ArgumentNullException(at.Of(name), "The value is required.");
        }

        if (CodePoints(value) is not { } length)
        {
            throw new ArgumentException("The text must be valid Unicode: it has an unpaired surrogate.", at.Of(name));
        }

        if (length < min || length > max)
        {
            throw new ArgumentException(LengthInWords(), at.Of(name));
        }
    }

    /// <summary>Checks a text that may be left out.</summary>
    public void CheckIfAny(string? value, ArgumentPath at = default, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is not null)
        {
            Check(value, at, name);
        }
    }

    /// <summary>Checks each text of a list that may be left out.</summary>
    public void CheckEach(IReadOnlyList<string>? values, ArgumentPath at = default, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (var i = 0; i < values?.Count; i++)
        {
            Check(values[i], at.At(name, i), "");
        }
    }

    private string LengthInWords() => $"The text must have {min} to {max} characters, counted as Unicode code points.";

    /// <summary>The length as the service counts it. Null: the text has an unpaired surrogate.</summary>
    internal static int? CodePoints(string value)
    {
        if (!value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return value.Length;
        }

        var pairs = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogate(value[i]))
            {
                if (!char.IsSurrogatePair(value, i))
                {
                    return null;
                }

                pairs++;
                i++;
            }
        }

        return value.Length - pairs;
    }
}
