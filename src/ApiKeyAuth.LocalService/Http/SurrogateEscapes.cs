using System.Buffers.Text;

namespace ApiKeyAuth.LocalService.Http;

internal static class SurrogateEscapes
{
    private const int EscapeLength = 6;

    /// <summary>
    /// Replaces each escaped surrogate without its other half by U+FFFD, in place, as both escapes have the same length. The real service
    /// accepts such text in this way, while <c>System.Text.Json</c> throws.
    /// </summary>
    public static void Repair(Span<byte> json)
    {
        var position = 0;
        while (json[position..].IndexOf((byte)'\\') is var offset and >= 0)
        {
            position += offset;
            var unit = Unit(json[position..]);
            if (unit is null)
            {
                position = Math.Min(position + 2, json.Length);
            }
            else if (char.IsHighSurrogate(unit.Value) && Unit(json[(position + EscapeLength)..]) is { } low && char.IsLowSurrogate(low))
            {
                position += 2 * EscapeLength;
            }
            else
            {
                if (char.IsSurrogate(unit.Value))
                {
                    "fffd"u8.CopyTo(json[(position + 2)..]);
                }

                position += EscapeLength;
            }
        }
    }

    private static char? Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= EscapeLength && escape[0] == '\\' && escape[1] == 'u'
        && Utf8Parser.TryParse(escape[2..EscapeLength], out ushort unit, out var consumed, 'x') && consumed == 4
            ? (char)unit
            : null;
}
