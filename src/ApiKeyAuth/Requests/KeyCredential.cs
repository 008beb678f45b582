using Microsoft.Extensions.Primitives;

namespace ApiKeyAuth;

internal enum KeyCredentialKind
{
    /// <summary>No credential of this scheme: another scheme's, or none.</summary>
    None,

    /// <summary>A credential that nobody can have issued, or several.</summary>
    Malformed,

    /// <summary>A JSON Web Token, another service's secret.</summary>
    Token,

    Key,
}

/// <summary>What the <c>Authorization</c> header holds for this scheme.</summary>
internal readonly struct KeyCredential(KeyCredentialKind kind, ReadOnlyMemory<char> key = default)
{
    private const string Scheme = "Bearer";
    private const int MaxLength = 512;

    public KeyCredentialKind Kind => kind;

    /// <summary>The key, where it is one: a part of the header, since most requests never need it as a text of its own.</summary>
    public ReadOnlyMemory<char> Key => key;

    public static KeyCredential Read(StringValues header) => header.Count switch
    {
        0 => new(KeyCredentialKind.None),
        1 => Read(header[0] ?? ""),
        _ => new(header.Any(value => IsBearer(value ?? "")) ? KeyCredentialKind.Malformed : KeyCredentialKind.None),
    };

    private static KeyCredential Read(string header)
    {
        if (!IsBearer(header))
        {
            return new(KeyCredentialKind.None);
        }

        var text = header.AsMemory(Scheme.Length).Trim(' ');
        var key = text.Span;
        if (key.Length is 0 or > MaxLength || key.ContainsAnyExceptInRange('!', '~') || key.Contains(','))
        {
            return new(KeyCredentialKind.Malformed);
        }

        return JsonWebToken.LooksLikeOne(key) ? new(KeyCredentialKind.Token) : new(KeyCredentialKind.Key, text);
    }

    private static bool IsBearer(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && (header.Length == Scheme.Length || header[Scheme.Length] is ' ' or '\t' or ',');
}
