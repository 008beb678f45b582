using System.Security.Cryptography;
using System.Text;

namespace ApiKeyAuth.LocalService.Keys;

/// <summary>Generates the text of a key, the start that may be shown, and the hash that is stored.</summary>
internal static class KeyText
{
    public const int DefaultByteLength = 16;

    private const int ShownCharacters = 4;

    public static string Generate(string? prefix, int byteLength)
    {
        var encoded = Base58.Encode(RandomNumberGenerator.GetBytes(byteLength));
        return prefix is null ? encoded : prefix + "_" + encoded;
    }

    /// <summary>
    /// Returns the prefix and the first four characters after it. A prefix may contain underscores; the encoded part does not.
    /// </summary>
    public static string Start(string keyText)
    {
        var encoded = keyText.LastIndexOf('_') + 1;
        return keyText[..Math.Min(keyText.Length, encoded + ShownCharacters)];
    }

    public static string Hash(string keyText) => Hash(Encoding.UTF8.GetBytes(keyText));

    public static string Hash(ReadOnlySpan<byte> keyText) => Convert.ToBase64String(SHA256.HashData(keyText));
}
