namespace ApiKeyAuth.LocalService.Keys;

/// <summary>Base58 with the Bitcoin alphabet, big-endian; a leading zero byte is encoded as <c>1</c>.</summary>
internal static class Base58
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var zeros = bytes.IndexOfAnyExcept((byte)0);
        zeros = zeros < 0 ? bytes.Length : zeros;
        var digits = new List<byte>(bytes.Length * 138 / 100 + 1);
        foreach (var value in bytes[zeros..])
        {
            var carry = (int)value;
            for (var i = 0; i < digits.Count; i++)
            {
                carry += digits[i] << 8;
                digits[i] = (byte)(carry % Alphabet.Length);
                carry /= Alphabet.Length;
            }

            for (; carry > 0; carry /= Alphabet.Length)
            {
                digits.Add((byte)(carry % Alphabet.Length));
            }
        }

        return string.Create(zeros + digits.Count, (zeros, digits), static (text, parts) =>
        {
            text[..parts.zeros].Fill(Alphabet[0]);
            for (var i = 0; i < parts.digits.Count; i++)
            {
                text[^(i + 1)] = Alphabet[parts.digits[i]];
            }
        });
    }
}
