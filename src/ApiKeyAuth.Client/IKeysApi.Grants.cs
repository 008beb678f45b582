using Refit;

namespace ApiKeyAuth.Client;

/// <content>Calls for the permissions and roles of a key.</content>
public partial interface IKeysApi
{
    /// <summary>Adds permissions to a key.</summary>
    /// <param name="request">The id of the key, and the permissions.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been changed nevertheless.</param>
    /// <returns>All permissions that the key itself holds now.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.addPermissions")]
    Task<KeyServiceResponse<IReadOnlyList<KeyServicePermission>>> AddPermissionsAsync(
        [Body] AddPermissionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes permissions from a key. Permissions from roles are kept.</summary>
    /// <param name="request">The id of the key, and the permissions.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been changed nevertheless.</param>
    /// <returns>All permissions that the key itself holds now.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.removePermissions")]
    Task<KeyServiceResponse<IReadOnlyList<KeyServicePermission>>> RemovePermissionsAsync(
        [Body] RemovePermissionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Replaces the permissions that a key itself holds.</summary>
    /// <param name="request">The id of the key, and the permissions.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been changed nevertheless.</param>
    /// <returns>All permissions that the key itself holds now.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.setPermissions")]
    Task<KeyServiceResponse<IReadOnlyList<KeyServicePermission>>> SetPermissionsAsync(
        [Body] SetPermissionsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds roles to a key.</summary>
    /// <param name="request">The id of the key, and the roles.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been changed nevertheless.</param>
    /// <returns>All roles that the key has now.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.addRoles")]
    Task<KeyServiceResponse<IReadOnlyList<KeyServiceRole>>> AddRolesAsync(
        [Body] AddRolesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes roles from a key.</summary>
    /// <param name="request">The id of the key, and the roles.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been changed nevertheless.</param>
    /// <returns>All roles that the key has now.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.removeRoles")]
    Task<KeyServiceResponse<IReadOnlyList<KeyServiceRole>>> RemoveRolesAsync(
        [Body] RemoveRolesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Replaces the roles of a key.</summary>
    /// <param name="request">The id of the key, and the roles.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been changed nevertheless.</param>
    /// <returns>All roles that the key has now.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.setRoles")]
    Task<KeyServiceResponse<IReadOnlyList<KeyServiceRole>>> SetRolesAsync(
        [Body] SetRolesRequest request, CancellationToken cancellationToken = default);
}
