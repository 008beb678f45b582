using ApiKeyAuth;
using ApiKeyAuth.Client;

namespace System.Security.Claims;

/// <summary>Reads the verified key of a principal.</summary>
public static class ApiKeyPrincipalExtensions
{
    /// <summary>The facts of the key that a principal was made of.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="scheme">The scheme that verified the key; null for any.</param>
    /// <returns>The facts, or null where the principal has no identity of a key.</returns>
    public static ApiKeyInfo? GetApiKey(this ClaimsPrincipal principal, string? scheme = null)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal.Identities.OfType<ApiKeyIdentity>().FirstOrDefault(identity => scheme is null || identity.Scheme == scheme)?.Key;
    }

    /// <summary>
    /// Whether a key of the principal satisfies a permission query, as <c>[Authorize(Policy = "…")]</c> would judge it. The service is not
    /// asked. Claims of other schemes do not count.
    /// </summary>
    /// <param name="principal">The principal.</param>
    /// <param name="query">The permission query, such as <c>keys.read AND (keys.write OR reports.export)</c>.</param>
    /// <returns>Whether one key alone satisfies it.</returns>
    /// <exception cref="FormatException">The text is no permission query.</exception>
    public static bool HasPermission(this ClaimsPrincipal principal, string query)
    {
        ArgumentNullException.ThrowIfNull(principal);
        var parsed = PermissionQuery.Parse(query);
        return principal.Identities.OfType<ApiKeyIdentity>().Any(identity => identity.Satisfies(parsed));
    }
}
