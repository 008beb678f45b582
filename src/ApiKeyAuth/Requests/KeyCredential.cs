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
internal readonly record struct KeyCredential(KeyCredentialKind Kind, string Key = "")
{
    private const string Scheme = "Bearer";
    private const int MaxLength = 512;

    public static KeyCredential Read(StringValues header) => header.Count switch
    {
        0 => new(KeyCredentialKind.None),
        1 => Read(header[0] ?? ""),
        _ => new(header.Any(value => IsBearer(value ?? "")) ? KeyCredentialKind.Malformed : KeyCredentialKind.None),
    };

    /// <summary>A record would print the key.</summary>
    public override string ToString() => Kind.ToString();

    private static KeyCredential Read(string header)
    {
        if (!IsBearer(header))
        {
            return new(KeyCredentialKind.None);
        }

        var key = header.AsSpan(Scheme.Length).Trim(' ');
        if (key.Length is 0 or > MaxLength || key.ContainsAnyExceptInRange('!', '~') || key.Contains(','))
        {
            return new(KeyCredentialKind.Malformed);
        }

        return new(JsonWebToken.LooksLikeOne(key) ? KeyCredentialKind.Token : KeyCredentialKind.Key, key.ToString());
    }

    private static bool IsBearer(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && (header.Length == Scheme.Length || header[Scheme.Length] is ' ' or '\t' or ',');
}
