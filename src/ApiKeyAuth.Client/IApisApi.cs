using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>apis.*</c> calls of the service: an API is a namespace of keys.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public interface IApisApi
{
    /// <summary>Creates an API. Names are not unique: a repeated call makes a second one, so an ambiguous failure is never repeated.</summary>
    /// <param name="request">The name of the API.</param>
    /// <param name="cancellationToken">Cancels the call; the API may have been created nevertheless.</param>
    /// <returns>The id of the new API.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/apis.createApi")]
    Task<KeyServiceResponse<CreateApiResult>> CreateApiAsync(
        [Body] CreateApiRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads an API.</summary>
    /// <param name="request">The id of the API.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The API.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/apis.getApi")]
    Task<KeyServiceResponse<KeyServiceApi>> GetApiAsync([Body] GetApiRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes an API with its keys. Cached keys may be accepted until their entries expire. If an attempt had no
    /// response and the next one returns 404, the call succeeds.
    /// </summary>
    /// <param name="request">The id of the API.</param>
    /// <param name="cancellationToken">Cancels the call; the API may have been deleted nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/apis.deleteApi")]
    Task<KeyServiceResponse> DeleteApiAsync([Body] DeleteApiRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the keys of an API, one page at a time. To list all, use <see cref="KeyServicePaging.ListAllKeysAsync"/>.</summary>
    /// <param name="request">The API, the page and a filter.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page and the cursor of the next one.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/apis.listKeys")]
    Task<KeyServicePage<KeyDetails>> ListKeysAsync([Body] ListKeysRequest request, CancellationToken cancellationToken = default);
}
