using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// Asks whether the service lives.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public interface ILivenessApi
{
    /// <summary>Asks whether the service lives. That it answers is what counts; the root key is not looked at.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Any text.</returns>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Get("/v2/liveness")]
    Task<KeyServiceResponse<LivenessResult>> LivenessAsync(CancellationToken cancellationToken = default);
}
