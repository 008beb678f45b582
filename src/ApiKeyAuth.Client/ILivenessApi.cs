using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// Checks the liveness of the service.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public interface ILivenessApi
{
    /// <summary>Checks that the service responds. The root key is not checked.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Any text.</returns>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Get("/v2/liveness")]
    Task<KeyServiceResponse<LivenessResult>> LivenessAsync(CancellationToken cancellationToken = default);
}
