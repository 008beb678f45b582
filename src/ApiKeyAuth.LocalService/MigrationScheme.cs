namespace ApiKeyAuth.LocalService;

/// <summary>Specifies how the hashes of imported keys were computed.</summary>
public enum MigrationScheme
{
    /// <summary>SHA-256 of the whole key, in base64, as the service itself stores keys.</summary>
    Sha256,

    /// <summary>
    /// SHA-256 of the part after the last underscore, in lowercase hexadecimal, for keys of the form <c>prefix_short_long</c>.
    /// </summary>
    PrefixedApiKey,
}
