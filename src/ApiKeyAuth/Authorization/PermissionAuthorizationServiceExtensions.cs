using System.Security.Claims;
using ApiKeyAuth;
using ApiKeyAuth.Client;

namespace Microsoft.AspNetCore.Authorization;

/// <summary>Checks permissions that contain data.</summary>
public static class PermissionAuthorizationServiceExtensions
{
    /// <summary>
    /// Checks one permission that contains data, such as <c>$"documents.{team}.read"</c>. If a value does not consist of one or more ASCII
    /// letters, digits, <c>_</c> or <c>-</c>, the check is denied, and a Warning is logged. The key service is not called.
    /// </summary>
    /// <param name="service">The authorization service.</param>
    /// <param name="user">The principal.</param>
    /// <param name="permission">The permission, as an interpolated string.</param>
    /// <returns>A task with the result.</returns>
    public static Task<AuthorizationResult> AuthorizeAsync(
        this IAuthorizationService service, ClaimsPrincipal user, PermissionInterpolatedStringHandler permission) =>
        service.AuthorizePermissionAsync(user, resource: null, permission);

    /// <summary>
    /// Checks one permission that contains data, such as <c>$"documents.{team}.read"</c>, on a resource. If a value does not consist of one or
    /// more ASCII letters, digits, <c>_</c> or <c>-</c>, the check is denied, and a Warning is logged. The key service is not called.
    /// </summary>
    /// <remarks>
    /// Its name differs from <c>AuthorizeAsync</c>, since C# would prefer the overload that takes a string. That one takes the whole string as
    /// one exact permission, too, but does not check its values.
    /// </remarks>
    /// <param name="service">The authorization service.</param>
    /// <param name="user">The principal.</param>
    /// <param name="resource">The resource. Null means none.</param>
    /// <param name="permission">The permission, as an interpolated string.</param>
    /// <returns>A task with the result.</returns>
    public static Task<AuthorizationResult> AuthorizePermissionAsync(
        this IAuthorizationService service, ClaimsPrincipal user, object? resource, PermissionInterpolatedStringHandler permission)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(user);
        if (permission.Permission is { } text)
        {
            return service.AuthorizeAsync(user, resource, new PermissionRequirement(PermissionQuery.Parse(text)));
        }

        PermissionEvaluator.Of(user)?.Logger.PermissionDenied(LogText.Of(permission.Text));
        return service.AuthorizeAsync(user, resource, new ImpossiblePermission());
    }
}
