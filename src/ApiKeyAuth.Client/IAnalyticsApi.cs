using System.Text.Json;
using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>analytics.*</c> calls of the service.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public interface IAnalyticsApi
{
    /// <summary>
    /// Queries the recorded verifications. Every attempt, a repeated one too, counts on the query quota. Rows appear after seconds and may be
    /// missing: do not use them for billing.
    /// </summary>
    /// <param name="request">The query.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rows, each an object with the selected columns.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/analytics.getVerifications")]
    Task<KeyServiceResponse<IReadOnlyList<JsonElement>>> GetVerificationsAsync(
        [Body] GetVerificationsRequest request, CancellationToken cancellationToken = default);
}
