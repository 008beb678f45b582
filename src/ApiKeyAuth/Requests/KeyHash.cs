using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace ApiKeyAuth;

/// <summary>The SHA-256 of a key: what stands for it wherever something is remembered.</summary>
internal readonly record struct KeyHash(ulong A, ulong B, ulong C, ulong D)
{
    public static KeyHash Of(ReadOnlySpan<char> key)
    {
        // A key is at most 512 ASCII characters here: see KeyCredential.
        Span<byte> text = stackalloc byte[512];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(key, text)], hash);
        var words = MemoryMarshal.Cast<byte, ulong>(hash);
        return new KeyHash(words[0], words[1], words[2], words[3]);
    }

    /// <summary>Seeded anew in each process: nobody can prepare keys that collide.</summary>
    public override int GetHashCode() => HashCode.Combine(A, B);

    public override string ToString() => nameof(KeyHash);
}
