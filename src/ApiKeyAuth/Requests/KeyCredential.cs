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

/// <summary>Where a key stood, in the order of how far caches must be kept away.</summary>
internal enum KeySource
{
    Authorization,

    /// <summary>The header that the app names.</summary>
    Header,

    /// <summary>Wherever the app's own code looks.</summary>
    Elsewhere,

    Query,
}

/// <summary>What a request holds for a scheme.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">Where it stood.</param>
/// <param name="Key">The key, where it is one: a part of the header, since most requests never need it as a text of its own.</param>
internal readonly record struct KeyCredential(KeyCredentialKind Kind, KeySource Source = default, ReadOnlyMemory<char> Key = default)
{
    public const int MaxLength = 512;

    /// <summary>The scheme of the <c>Authorization</c> header, where the credential stood there.</summary>
    public string? AuthorizationScheme { get; init; }

    public static KeyCredential Of(ReadOnlyMemory<char> text, KeySource source, ApiKeyOptions options)
    {
        var key = text.Span;
        if (key.Length is 0 or > MaxLength || !IsVisible(key))
        {
            return new(KeyCredentialKind.Malformed, source);
        }

        if (!options.AllowJsonWebTokens && JsonWebToken.LooksLikeOne(key))
        {
            return new(KeyCredentialKind.Token, source);
        }

        return new(options.IsWellFormed(key) ? KeyCredentialKind.Key : KeyCredentialKind.Malformed, source, text);
    }

    /// <summary>Whether a key may consist of these characters; a comma separates several credentials.</summary>
    public static bool IsVisible(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('!', '~') && !text.Contains(',');

    /// <summary>Of two places the one that holds a key; two different keys are none. It stood where it must be guarded more.</summary>
    public KeyCredential And(KeyCredential other) => Choose(other) with { Source = Source > other.Source ? Source : other.Source };

    private KeyCredential Choose(KeyCredential other) => (Kind, other.Kind) switch
    {
        (_, KeyCredentialKind.None) => this,
        (KeyCredentialKind.None, _) => other,
        (_, KeyCredentialKind.Malformed) => other,
        (KeyCredentialKind.Malformed, _) => this,

        // A token beside a key is for another scheme.
        (_, KeyCredentialKind.Token) => this,
        (KeyCredentialKind.Token, _) => other,
        _ => Key.Span.SequenceEqual(other.Key.Span) ? other : new(KeyCredentialKind.Malformed),
    };
}
