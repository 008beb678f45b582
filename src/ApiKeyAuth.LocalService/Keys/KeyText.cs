using System.Security.Cryptography;
using System.Text;

namespace ApiKeyAuth.LocalService.Keys;

/// <summary>The text of a key: how it is made, what of it may be shown, and the hash that is all the store keeps.</summary>
internal static class KeyText
{
    public const int DefaultByteLength = 16;

    private const int ShownCharacters = 4;

    public static string Generate(string? prefix, int byteLength)
    {
        var encoded = Base58.Encode(RandomNumberGenerator.GetBytes(byteLength));
        return prefix is null ? encoded : prefix + "_" + encoded;
    }

    /// <summary>The prefix and the first four characters behind it. The encoded part holds no underscore, a prefix may.</summary>
    public static string Start(string key)
    {
        var encoded = key.LastIndexOf('_') + 1;
        return key[..Math.Min(key.Length, encoded + ShownCharacters)];
    }

    public static string Hash(string key) => Hash(Encoding.UTF8.GetBytes(key));

    public static string Hash(ReadOnlySpan<byte> key) => Convert.ToBase64String(SHA256.HashData(key));
}
