using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>keys.*</c> calls of the service. Each call comes in two forms: one that returns the answer and throws
/// <see cref="KeyServiceException"/>, and one named <c>…WithResponse…</c> that returns Refit's <see cref="IApiResponse{T}"/> and
/// throws only where the caller cancels.
/// </summary>
public interface IKeysApi
{
    /// <summary>Verifies a key. It may spend a credit and rate-limit tokens, so an ambiguous failure is never repeated.</summary>
    /// <param name="request">The key and what is asked of it.</param>
    /// <param name="cancellationToken">Cancels the call; the service may have done its work all the same.</param>
    /// <returns>The verdict; a refused key is an answer, not an exception.</returns>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.verifyKey")]
    Task<KeyServiceResponse<VerifyKeyResult>> VerifyKeyAsync([Body] VerifyKeyRequest request, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="VerifyKeyAsync"/>
    [Post("/v2/keys.verifyKey")]
    Task<IApiResponse<KeyServiceResponse<VerifyKeyResult>>> VerifyKeyWithResponseAsync(
        [Body] VerifyKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates a key. The answer is the only place where its text ever appears.</summary>
    /// <param name="request">What the key shall carry.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been created all the same.</param>
    /// <returns>The id and the text of the new key.</returns>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.createKey")]
    Task<KeyServiceResponse<CreateKeyResult>> CreateKeyAsync([Body] CreateKeyRequest request, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="CreateKeyAsync"/>
    [Post("/v2/keys.createKey")]
    Task<IApiResponse<KeyServiceResponse<CreateKeyResult>>> CreateKeyWithResponseAsync(
        [Body] CreateKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a key by its id.</summary>
    /// <param name="request">The id of the key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the service knows of the key.</returns>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.getKey")]
    Task<KeyServiceResponse<KeyDetails>> GetKeyAsync([Body] GetKeyRequest request, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="GetKeyAsync"/>
    [Post("/v2/keys.getKey")]
    Task<IApiResponse<KeyServiceResponse<KeyDetails>>> GetKeyWithResponseAsync(
        [Body] GetKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a key, so that it is refused from now on.</summary>
    /// <param name="request">The id of the key.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been deleted all the same.</param>
    /// <returns>An answer without data.</returns>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.deleteKey")]
    Task<KeyServiceResponse<EmptyResult>> DeleteKeyAsync([Body] DeleteKeyRequest request, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="DeleteKeyAsync"/>
    [Post("/v2/keys.deleteKey")]
    Task<IApiResponse<KeyServiceResponse<EmptyResult>>> DeleteKeyWithResponseAsync(
        [Body] DeleteKeyRequest request, CancellationToken cancellationToken = default);
}
