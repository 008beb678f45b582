using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>identities.*</c> calls of the service: an identity is whom keys belong to, and shares metadata and rate limits with them.
/// Verifications follow a change within seconds to minutes.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public interface IIdentitiesApi
{
    /// <summary>
    /// Creates an identity. A conflict (409) after <see cref="KeyServiceException.IsOutcomeUnknown"/> may be this call's own doing: read the
    /// identity by its external id.
    /// </summary>
    /// <param name="request">The external id, metadata and rate limits.</param>
    /// <param name="cancellationToken">Cancels the call; the identity may have been created all the same.</param>
    /// <returns>The id of the new identity.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/identities.createIdentity")]
    Task<KeyServiceResponse<CreateIdentityResult>> CreateIdentityAsync(
        [Body] CreateIdentityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads an identity.</summary>
    /// <param name="request">The id or external id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/identities.getIdentity")]
    Task<KeyServiceResponse<KeyServiceIdentity>> GetIdentityAsync([Body] GetIdentityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes an identity.</summary>
    /// <param name="request">The id or external id, and what shall change.</param>
    /// <param name="cancellationToken">Cancels the call; the identity may have been changed all the same.</param>
    /// <returns>The identity; its metadata only where the request changed it.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/identities.updateIdentity")]
    Task<KeyServiceResponse<KeyServiceIdentity>> UpdateIdentityAsync(
        [Body] UpdateIdentityRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes an identity; its keys go on to work without it. Where an attempt was lost and the next finds no such identity, it is
    /// deleted.
    /// </summary>
    /// <param name="request">The id or external id.</param>
    /// <param name="cancellationToken">Cancels the call; the identity may have been deleted all the same.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/identities.deleteIdentity")]
    Task<KeyServiceResponse> DeleteIdentityAsync(
        [Body] DeleteIdentityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists identities, a page at a time; all of them: <see cref="KeyServicePaging.ListAllIdentitiesAsync"/>.</summary>
    /// <param name="request">The page and a filter.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page, and where the next one begins.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/identities.listIdentities")]
    Task<KeyServicePage<KeyServiceIdentity>> ListIdentitiesAsync([Body] ListIdentitiesRequest request, CancellationToken cancellationToken = default);
}
