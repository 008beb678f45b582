using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>permissions.*</c> calls of the service: the permissions and roles of the workspace. Verifications use a change after
/// seconds to minutes.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public interface IPermissionsApi
{
    /// <summary>Creates a permission. A conflict (409) after <see cref="KeyServiceException.IsOutcomeUnknown"/> may have been caused by an earlier attempt of this call.</summary>
    /// <param name="request">The name, slug and description.</param>
    /// <param name="cancellationToken">Cancels the call; the permission may have been created nevertheless.</param>
    /// <returns>The id of the new permission.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/permissions.createPermission")]
    Task<KeyServiceResponse<CreatePermissionResult>> CreatePermissionAsync(
        [Body] CreatePermissionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a permission.</summary>
    /// <param name="request">The id or slug.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The permission.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/permissions.getPermission")]
    Task<KeyServiceResponse<KeyServicePermission>> GetPermissionAsync(
        [Body] GetPermissionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists permissions, one page at a time. To list all, use <see cref="KeyServicePaging.ListAllPermissionsAsync"/>.</summary>
    /// <param name="request">The page and a filter.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page and the cursor of the next one.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/permissions.listPermissions")]
    Task<KeyServicePage<KeyServicePermission>> ListPermissionsAsync(
        [Body] ListPermissionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a permission and removes it from every key and role. If an attempt had no response and the next one returns 404, the call succeeds.</summary>
    /// <param name="request">The id or slug.</param>
    /// <param name="cancellationToken">Cancels the call; the permission may have been deleted nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/permissions.deletePermission")]
    Task<KeyServiceResponse> DeletePermissionAsync(
        [Body] DeletePermissionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates a role. A conflict (409) after <see cref="KeyServiceException.IsOutcomeUnknown"/> may have been caused by an earlier attempt of this call.</summary>
    /// <param name="request">The name, description and permissions.</param>
    /// <param name="cancellationToken">Cancels the call; the role may have been created nevertheless.</param>
    /// <returns>The id of the new role.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/permissions.createRole")]
    Task<KeyServiceResponse<CreateRoleResult>> CreateRoleAsync(
        [Body] CreateRoleRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a role.</summary>
    /// <param name="request">The id or name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The role.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/permissions.getRole")]
    Task<KeyServiceResponse<KeyServiceRole>> GetRoleAsync([Body] GetRoleRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists roles, one page at a time. To list all, use <see cref="KeyServicePaging.ListAllRolesAsync"/>.</summary>
    /// <param name="request">The page and a filter.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page and the cursor of the next one.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/permissions.listRoles")]
    Task<KeyServicePage<KeyServiceRole>> ListRolesAsync([Body] ListRolesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a role and removes it from every key. If an attempt had no response and the next one returns 404, the call succeeds.</summary>
    /// <param name="request">The id or name.</param>
    /// <param name="cancellationToken">Cancels the call; the role may have been deleted nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/permissions.deleteRole")]
    Task<KeyServiceResponse> DeleteRoleAsync([Body] DeleteRoleRequest request, CancellationToken cancellationToken = default);

    /// <summary>Replaces the permissions that a role gives.</summary>
    /// <param name="request">The id of the role, and the permissions.</param>
    /// <param name="cancellationToken">Cancels the call; the role may have been changed nevertheless.</param>
    /// <returns>All permissions that the role gives now.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/permissions.setRolePermissions")]
    Task<KeyServiceResponse<IReadOnlyList<KeyServicePermission>>> SetRolePermissionsAsync(
        [Body] SetRolePermissionsRequest request, CancellationToken cancellationToken = default);
}
