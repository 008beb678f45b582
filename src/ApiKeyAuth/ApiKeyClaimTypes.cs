namespace ApiKeyAuth;

/// <summary>
/// Defines the claim types of a key that have no standard one. Key id, name and roles use <see cref="System.Security.Claims.ClaimTypes"/>.
/// </summary>
public static class ApiKeyClaimTypes
{
    /// <summary>The claim type of the key's permissions, one claim for each permission.</summary>
    public const string Permission = "permission";

    /// <summary>The claim type of the external id: the app's own id of the key's owner.</summary>
    public const string ExternalId = "external_id";
}
