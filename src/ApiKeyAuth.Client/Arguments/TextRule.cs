using System.Buffers;
using System.Runtime.CompilerServices;

namespace ApiKeyAuth.Client;

/// <summary>What the service demands of a text: its length in code points and, for some, the characters.</summary>
internal sealed class TextRule(int min, int max, SearchValues<char>? characters = null, string? charactersInWords = null)
{
    /// <summary>The length of the longest keyspace id that a verification can name.</summary>
    public const int MaxKeyspaceId = 100;

    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(LettersAndDigits + "_");

    public static readonly TextRule Id = new(3, 255, IdCharacters, "ASCII letters, digits and _");
    public static readonly TextRule ApiId = new(8, 255, IdCharacters, "ASCII letters, digits and _");
    public static readonly TextRule RoleId = new(3, 255, SearchValues.Create(LettersAndDigits + "_-"), "ASCII letters, digits, _ and -");
    public static readonly TextRule Prefix = new(1, 16, IdCharacters, "ASCII letters, digits and _");
    public static readonly TextRule ExternalId = new(1, 255, SearchValues.Create(LettersAndDigits + "_.-"), "ASCII letters, digits, _, . and -");
    public static readonly TextRule Slug = new(1, 128, SearchValues.Create(LettersAndDigits + "_:-.*"), "ASCII letters, digits, _, :, -, . and *");
    public static readonly TextRule Key = new(1, 512);
    public static readonly TextRule Name = new(1, 255);
    public static readonly TextRule Description = new(0, 512);
    public static readonly TextRule RoleName = new(1, 128);
    public static readonly TextRule Namespace = new(1, 512);
    public static readonly TextRule Identifier = new(1, 512);
    public static readonly TextRule LimitName = new(3, 128);
    public static readonly TextRule Search = new(0, 256);
    public static readonly TextRule Cursor = new(0, int.MaxValue);
    public static readonly TextRule ShortCursor = new(0, 1024);
    public static readonly TextRule AnyReference = new(1, int.MaxValue);

    /// <summary>Checks a text that must be there.</summary>
    public void Check(string? value, ArgumentPath at = default, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value is null)
        {
            throw new ArgumentNullException(at.Of(name), "The value is required.");
        }

        if (CodePoints(value) is not { } length)
        {
            throw new ArgumentException("The text must be whole: half of a surrogate pair stands alone.", at.Of(name));
        }

        if (length < min || length > max)
        {
            throw new ArgumentException(LengthInWords(), at.Of(name));
        }

        if (characters is not null && value.AsSpan().ContainsAnyExcept(characters))
        {
            throw new ArgumentException($"The text must consist of {charactersInWords}.", at.Of(name));
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

    private string LengthInWords() => max == int.MaxValue
        ? $"The text must have {min} or more characters."
        : $"The text must have {min} to {max} characters, counted as Unicode code points.";

    /// <summary>The length as the service counts it. Null: half of a surrogate pair stands alone.</summary>
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
