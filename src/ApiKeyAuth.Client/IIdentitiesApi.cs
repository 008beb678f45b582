using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>identities.*</c> calls of the service: an identity is the owner of keys, and shares metadata and rate limits with them.
/// Verifications use a change after seconds to minutes.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public interface IIdentitiesApi
{
    /// <summary>
    /// Creates an identity. A conflict (409) after <see cref="KeyServiceException.IsOutcomeUnknown"/> may have been caused by an earlier attempt of this call: read the
    /// identity by its external id.
    /// </summary>
    /// <param name="request">The external id, metadata and rate limits.</param>
    /// <param name="cancellationToken">Cancels the call; the identity may have been created nevertheless.</param>
    /// <returns>The id of the new identity.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/identities.createIdentity")]
    Task<KeyServiceResponse<CreateIdentityResult>> CreateIdentityAsync(
        [Body] CreateIdentityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads an identity.</summary>
    /// <param name="request">The id or external id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/identities.getIdentity")]
    Task<KeyServiceResponse<KeyServiceIdentity>> GetIdentityAsync([Body] GetIdentityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes an identity.</summary>
    /// <param name="request">The id or external id, and the changes.</param>
    /// <param name="cancellationToken">Cancels the call; the identity may have been changed nevertheless.</param>
    /// <returns>The identity; its metadata only where the request changed it.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/identities.updateIdentity")]
    Task<KeyServiceResponse<KeyServiceIdentity>> UpdateIdentityAsync(
        [Body] UpdateIdentityRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes an identity; its keys stay valid without it. If an attempt had no response and the next one returns 404, the
    /// call succeeds.
    /// </summary>
    /// <param name="request">The id or external id.</param>
    /// <param name="cancellationToken">Cancels the call; the identity may have been deleted nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/identities.deleteIdentity")]
    Task<KeyServiceResponse> DeleteIdentityAsync(
        [Body] DeleteIdentityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists identities, one page at a time. To list all, use <see cref="KeyServicePaging.ListAllIdentitiesAsync"/>.</summary>
    /// <param name="request">The page and a filter.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page and the cursor of the next one.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/identities.listIdentities")]
    Task<KeyServicePage<KeyServiceIdentity>> ListIdentitiesAsync([Body] ListIdentitiesRequest request, CancellationToken cancellationToken = default);
}
