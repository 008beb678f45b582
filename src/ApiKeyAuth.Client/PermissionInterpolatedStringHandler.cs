using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ApiKeyAuth.Client;

/// <summary>
/// Builds a permission from an interpolated string, such as <c>$"documents.{team}.read"</c>. The text is code; the values are data, and each
/// one must consist of one or more ASCII letters, digits, <c>_</c> or <c>-</c>. A permission with any other value, or without a value, is
/// held by no key.
/// </summary>
[InterpolatedStringHandler]
public struct PermissionInterpolatedStringHandler
{
    private readonly StringBuilder _text;

    // The text with a neutral character in the place of every character of a value.
    private readonly StringBuilder _shape;

    private PermissionQueryError? _error;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">The number of characters outside the values.</param>
    /// <param name="formattedCount">The number of values.</param>
    public PermissionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * 16));
        _shape = new StringBuilder(_text.Capacity);
    }

    internal readonly string Text => _text?.ToString() ?? "";

    /// <summary>The first value that may not stand in a permission.</summary>
    internal readonly PermissionQueryError? Error => _error ?? FindOperatorOfData();

    /// <summary>The text, if it is exactly one permission and every value may stand in it.</summary>
    internal readonly string? Permission => Error is null && PermissionSyntax.IsPermission(Text) ? Text : null;

    /// <summary>Called by the compiler for text.</summary>
    /// <param name="value">The text.</param>
    public readonly void AppendLiteral(string value)
    {
        _text.Append(value);
        _shape.Append(value);
    }

    /// <summary>Called by the compiler for a value.</summary>
    /// <param name="value">The value, formatted independently of the culture.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public void AppendFormatted<T>(T value) => AppendFormatted(value, format: null);

    /// <summary>Called by the compiler for a value with a format.</summary>
    /// <param name="value">The value, formatted independently of the culture.</param>
    /// <param name="format">The format.</param>
    /// <typeparam name="T">The type of the value.</typeparam>
    public void AppendFormatted<T>(T value, string? format) =>
        AppendFormatted((value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()).AsSpan());

    /// <summary>Called by the compiler for a value that is a span of characters.</summary>
    /// <param name="value">The value.</param>
    public void AppendFormatted(ReadOnlySpan<char> value)
    {
        if (!PermissionSyntax.IsData(value))
        {
            _error ??= new PermissionQueryError(
                _text.Length, value.IsEmpty ? "a value is missing." : "a value has other characters than ASCII letters, digits, _ and -.");
        }

        _text.Append(value);
        _shape.Append('0', value.Length);
    }

    /// <summary>A value may be called <c>or</c> within a permission; on its own it would be an operator.</summary>
    private readonly PermissionQueryError? FindOperatorOfData()
    {
        var text = Text.AsSpan();
        var shape = (_shape?.ToString() ?? "").AsSpan();
        for (var start = 0; start < text.Length; start++)
        {
            var rest = text[start..];
            var length = rest.IndexOfAnyExcept(PermissionSyntax.NameCharacters);
            length = length < 0 ? rest.Length : length;
            if (PermissionSyntax.IsOperator(rest[..length]) && !PermissionSyntax.IsOperator(shape.Slice(start, length)))
            {
                return new PermissionQueryError(start, "a value stands in the place of an operator.");
            }

            start += length;
        }

        return null;
    }
}
