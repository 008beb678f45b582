namespace ApiKeyAuth;

/// <summary>
/// The claim types of a key that have no standard one. Key id, name and roles use <see cref="System.Security.Claims.ClaimTypes"/>.
/// </summary>
public static class ApiKeyClaimTypes
{
    /// <summary>A permission of the key, one claim each.</summary>
    public const string Permission = "permission";

    /// <summary>The app's own id of whom the key belongs to.</summary>
    public const string ExternalId = "external_id";
}
