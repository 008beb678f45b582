using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ApiKeyAuth;

/// <summary>The SHA-256 of a key: what stands for it wherever something is remembered.</summary>
internal readonly record struct KeyHash(ulong A, ulong B, ulong C, ulong D)
{
    private const int LongestAddress = 64;

    // One for each thread: to set it up takes longer than to hash so short a text.
    [ThreadStatic]
    private static IncrementalHash? _sha256;

    public static KeyHash Of(ReadOnlySpan<char> key) => Of(key, null);

    /// <summary>The key as a certain caller sends it, where the verdict depends on the caller's address.</summary>
    public static KeyHash Of(ReadOnlySpan<char> key, string? clientAddress)
    {
        var sha256 = _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // A key is at most 512 ASCII characters here, none of them NUL: see KeyCredential.
        Span<byte> text = stackalloc byte[KeyCredential.MaxLength + 1 + LongestAddress];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetBytes(key, text);
        if (clientAddress is not null)
        {
            text[length++] = 0;
            length += Encoding.UTF8.GetBytes(clientAddress, text[length..]);
        }

        sha256.AppendData(text[..length]);
        sha256.GetHashAndReset(hash);
        var words = MemoryMarshal.Cast<byte, ulong>(hash);
        return new KeyHash(words[0], words[1], words[2], words[3]);
    }

    /// <summary>Seeded anew in each process: nobody can prepare keys that collide.</summary>
    public override int GetHashCode() => HashCode.Combine(A, B);

    public override string ToString() => nameof(KeyHash);
}
