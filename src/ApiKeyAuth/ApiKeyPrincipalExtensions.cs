using ApiKeyAuth;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;

namespace System.Security.Claims;

/// <summary>Reads the verified key of a principal.</summary>
public static class ApiKeyPrincipalExtensions
{
    /// <summary>Returns the verified key of a principal.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="scheme">The scheme that verified the key. Null means any.</param>
    /// <returns>The verified key, or null if the principal has no identity of a key.</returns>
    public static ApiKeyInfo? GetApiKey(this ClaimsPrincipal principal, string? scheme = null)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return principal.Identities.OfType<ApiKeyIdentity>().FirstOrDefault(identity => scheme is null || identity.Scheme == scheme)?.Key;
    }

    /// <summary>
    /// Returns whether a principal holds one exact permission, as <see cref="IAuthorizationService"/> decides. The text is never a query: with
    /// blanks, operators or parentheses the result is false, and a Warning is logged. The key service is not called.
    /// </summary>
    /// <param name="principal">The principal.</param>
    /// <param name="permission">The permission, such as <c>keys.read</c>.</param>
    /// <returns>True if a single identity holds it.</returns>
    public static bool HasPermission(this ClaimsPrincipal principal, string permission)
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentNullException.ThrowIfNull(permission);
        return PermissionSyntax.IsPermission(permission)
            ? principal.HasPermission(PermissionQuery.Parse(permission))
            : Deny(principal, permission);
    }

    /// <summary>
    /// Returns whether a principal holds one permission that contains data, such as <c>$"documents.{team}.read"</c>. If a value does not consist
    /// of one or more ASCII letters, digits, <c>_</c> or <c>-</c>, the result is false, and a Warning is logged. The key service is not called.
    /// </summary>
    /// <param name="principal">The principal.</param>
    /// <param name="permission">The permission, as an interpolated string.</param>
    /// <returns>True if a single identity holds it.</returns>
    public static bool HasPermission(this ClaimsPrincipal principal, PermissionInterpolatedStringHandler permission)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return permission.Permission is { } text ? principal.HasPermission(PermissionQuery.Parse(text)) : Deny(principal, permission.Text);
    }

    /// <summary>Returns whether a principal satisfies a permission query. The key service is not called.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="query">The query, such as <c>PermissionQuery.Parse("keys.read AND (keys.write OR reports.export)")</c>.</param>
    /// <returns>True if a single identity satisfies it.</returns>
    public static bool HasPermission(this ClaimsPrincipal principal, PermissionQuery query)
    {
        ArgumentNullException.ThrowIfNull(principal);
        ArgumentNullException.ThrowIfNull(query);
        var holds = PermissionEvaluator.Of(principal)?.IsSatisfied(principal, query) == true;
        return Remember(principal, holds, new PermissionRequirement(query));
    }

    private static bool Deny(ClaimsPrincipal principal, string permission)
    {
        PermissionEvaluator.Of(principal)?.Logger.PermissionDenied(LogText.Of(permission));
        return Remember(principal, holds: false, new ImpossiblePermission());
    }

    private static bool Remember(ClaimsPrincipal principal, bool holds, IAuthorizationRequirement requirement)
    {
        if (ApiKeyIdentity.Of(principal) is { } key)
        {
            key.LastFailure = holds ? null : AuthorizationFailure.Failed([requirement]);
        }

        return holds;
    }
}
