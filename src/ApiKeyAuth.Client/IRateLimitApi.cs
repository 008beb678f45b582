using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>ratelimit.*</c> calls of the service: stand-alone rate limits, without keys.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public interface IRateLimitApi
{
    /// <summary>Takes tokens from a limit, or reads it with cost 0. Only reading is repeated after an ambiguous failure.</summary>
    /// <param name="request">The limit and the identifier to count.</param>
    /// <param name="cancellationToken">Cancels the call; tokens may have been taken nevertheless.</param>
    /// <returns>The result. An exceeded limit is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/ratelimit.limit")]
    Task<KeyServiceResponse<LimitResult>> LimitAsync([Body] LimitRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes tokens from all of several limits, or from none. An ambiguous failure is never repeated.</summary>
    /// <param name="request">The limits.</param>
    /// <param name="cancellationToken">Cancels the call; tokens may have been taken nevertheless.</param>
    /// <returns>The results. An exceeded limit is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/ratelimit.multiLimit")]
    Task<KeyServiceResponse<MultiLimitResult>> MultiLimitAsync(
        [Body] MultiLimitRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets another limit for some identifiers of a namespace.</summary>
    /// <param name="request">The namespace, the identifiers and the limit.</param>
    /// <param name="cancellationToken">Cancels the call; the override may have been set nevertheless.</param>
    /// <returns>The id of the override.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/ratelimit.setOverride")]
    Task<KeyServiceResponse<SetOverrideResult>> SetOverrideAsync(
        [Body] SetOverrideRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads the override that applies to an identifier.</summary>
    /// <param name="request">The namespace and the identifier.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The override.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/ratelimit.getOverride")]
    Task<KeyServiceResponse<RateLimitOverride>> GetOverrideAsync(
        [Body] GetOverrideRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the overrides of a namespace, one page at a time. To list all, use <see cref="KeyServicePaging.ListAllOverridesAsync"/>.</summary>
    /// <param name="request">The namespace and the page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page and the cursor of the next one.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/ratelimit.listOverrides")]
    Task<KeyServicePage<RateLimitOverride>> ListOverridesAsync(
        [Body] ListOverridesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes an override. If an attempt had no response and the next one returns 404, the call succeeds.</summary>
    /// <param name="request">The namespace and the identifiers.</param>
    /// <param name="cancellationToken">Cancels the call; the override may have been deleted nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/ratelimit.deleteOverride")]
    Task<KeyServiceResponse> DeleteOverrideAsync(
        [Body] DeleteOverrideRequest request, CancellationToken cancellationToken = default);
}
