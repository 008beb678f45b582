using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>ratelimit.*</c> calls of the service: rate limits that stand alone, without keys.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public interface IRateLimitApi
{
    /// <summary>Takes tokens of a limit, or looks at it with cost 0. Only looking is repeated after an ambiguous failure.</summary>
    /// <param name="request">The limit, and whom to count.</param>
    /// <param name="cancellationToken">Cancels the call; tokens may have been taken all the same.</param>
    /// <returns>What the limit says; a refusal is an answer, not an exception.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/ratelimit.limit")]
    Task<KeyServiceResponse<LimitResult>> LimitAsync([Body] LimitRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes tokens of several limits, of all or none. An ambiguous failure is never repeated.</summary>
    /// <param name="request">The limits.</param>
    /// <param name="cancellationToken">Cancels the call; tokens may have been taken all the same.</param>
    /// <returns>What the limits say; a refusal is an answer, not an exception.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/ratelimit.multiLimit")]
    Task<KeyServiceResponse<MultiLimitResult>> MultiLimitAsync(
        [Body] MultiLimitRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets another limit for some identifiers of a namespace.</summary>
    /// <param name="request">The namespace, the identifiers and the limit.</param>
    /// <param name="cancellationToken">Cancels the call; the override may have been set all the same.</param>
    /// <returns>The id of the override.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/ratelimit.setOverride")]
    Task<KeyServiceResponse<SetOverrideResult>> SetOverrideAsync(
        [Body] SetOverrideRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads the override that applies to an identifier.</summary>
    /// <param name="request">The namespace and the identifier.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The override.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/ratelimit.getOverride")]
    Task<KeyServiceResponse<RateLimitOverride>> GetOverrideAsync(
        [Body] GetOverrideRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the overrides of a namespace, a page at a time; all of them: <see cref="KeyServicePaging.ListAllOverridesAsync"/>.</summary>
    /// <param name="request">The namespace and the page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page, and where the next one begins.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/ratelimit.listOverrides")]
    Task<KeyServicePage<RateLimitOverride>> ListOverridesAsync(
        [Body] ListOverridesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes an override. Where an attempt was lost and the next finds none, it is deleted.</summary>
    /// <param name="request">The namespace and the identifiers.</param>
    /// <param name="cancellationToken">Cancels the call; the override may have been deleted all the same.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/ratelimit.deleteOverride")]
    Task<KeyServiceResponse> DeleteOverrideAsync(
        [Body] DeleteOverrideRequest request, CancellationToken cancellationToken = default);
}
