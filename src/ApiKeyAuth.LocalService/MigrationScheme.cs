namespace ApiKeyAuth.LocalService;

/// <summary>How the hashes that a migration brings in were made.</summary>
public enum MigrationScheme
{
    /// <summary>Base64 SHA-256 of the whole key, as the service itself stores keys.</summary>
    Sha256,

    /// <summary>Keys of the form <c>prefix_short_long</c>: lowercase hexadecimal SHA-256 of the part behind the last underscore.</summary>
    PrefixedApiKey,
}
