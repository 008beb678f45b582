using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>keys.*</c> calls of the key service. A call that succeeds returns a <see cref="KeyServiceResponse"/>; one that fails throws a
/// <see cref="KeyServiceException"/>.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public partial interface IKeysApi
{
    /// <summary>Verifies a key. It may spend a credit and rate-limit tokens, so an ambiguous failure is never repeated.</summary>
    /// <param name="request">The key and what is asked of it.</param>
    /// <param name="cancellationToken">Cancels the call; the service may have done its work all the same.</param>
    /// <returns>The verdict; a refused key is an answer, not an exception.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.verifyKey")]
    Task<KeyServiceResponse<VerifyKeyResult>> VerifyKeyAsync(
        [Body] VerifyKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Verifies a key for a caller whose address counts for an API's list of addresses.</summary>
    /// <param name="request">The key and what is asked of it.</param>
    /// <param name="forwardedFor">The caller's address, sent as <c>X-Forwarded-For</c>.</param>
    /// <param name="cancellationToken">Cancels the call; the service may have done its work all the same.</param>
    /// <returns>The verdict; a refused key is an answer, not an exception.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.verifyKey")]
    Task<KeyServiceResponse<VerifyKeyResult>> VerifyKeyAsync(
        [Body] VerifyKeyRequest request, [Header("X-Forwarded-For")] string forwardedFor, CancellationToken cancellationToken = default);

    /// <summary>Creates a key. The answer is the only place where its text ever appears. An ambiguous failure is never repeated.</summary>
    /// <param name="request">What the key shall carry.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been created all the same.</param>
    /// <returns>The id and the text of the new key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.createKey")]
    Task<KeyServiceResponse<CreateKeyResult>> CreateKeyAsync(
        [Body] CreateKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a key by its id.</summary>
    /// <param name="request">The id of the key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the service knows of the key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.getKey")]
    Task<KeyServiceResponse<KeyDetails>> GetKeyAsync([Body] GetKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a key by its text. Nothing is spent, and a disabled or expired key is found too.</summary>
    /// <param name="request">The key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What the service knows of the key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.whoami")]
    Task<KeyServiceResponse<KeyDetails>> WhoamiAsync([Body] WhoamiRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes a key. What verifications see follows within seconds, on other nodes of the service up to minutes later.</summary>
    /// <param name="request">The id of the key, and what shall change.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been changed all the same.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.updateKey")]
    Task<KeyServiceResponse> UpdateKeyAsync([Body] UpdateKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets, increments or decrements the balance of a key. Only setting is repeated after an ambiguous failure.</summary>
    /// <param name="request">The id of the key, and how the balance shall change.</param>
    /// <param name="cancellationToken">Cancels the call; the balance may have been changed all the same.</param>
    /// <returns>The balance after the change.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.updateCredits")]
    Task<KeyServiceResponse<KeyServiceCredits>> UpdateCreditsAsync(
        [Body] UpdateCreditsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Replaces a key by a new one that carries the same, and sets when the old one expires. An ambiguous failure is never repeated.</summary>
    /// <param name="request">The id of the old key, and how long it goes on to work.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been replaced all the same.</param>
    /// <returns>The id and the text of the new key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.rerollKey")]
    Task<KeyServiceResponse<RerollKeyResult>> RerollKeyAsync(
        [Body] RerollKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a key, so that it is refused from now on. Where an attempt was lost and the next finds no such key, it is deleted.</summary>
    /// <param name="request">The id of the key.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been deleted all the same.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.deleteKey")]
    Task<KeyServiceResponse> DeleteKeyAsync([Body] DeleteKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Brings in keys by their hashes. An ambiguous failure is never repeated: a second call would only say that the hashes exist.</summary>
    /// <param name="request">The migration, the API and the keys.</param>
    /// <param name="cancellationToken">Cancels the call; the keys may have been brought in all the same.</param>
    /// <returns>What became of each key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service answered with an error, unreadably or not at all.</exception>
    [Post("/v2/keys.migrateKeys")]
    Task<KeyServiceResponse<MigrateKeysResult>> MigrateKeysAsync(
        [Body] MigrateKeysRequest request, CancellationToken cancellationToken = default);
}
