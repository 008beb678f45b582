using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// The <c>keys.*</c> calls of the key service. A call that succeeds returns a <see cref="KeyServiceResponse"/>; one that fails throws a
/// <see cref="KeyServiceException"/>.
/// </summary>
/// <remarks>Members may be added in minor versions: substitute the interface in tests with a mocking library, and do not implement it.</remarks>
public partial interface IKeysApi
{
    /// <summary>Verifies a key. It may charge credits and take rate-limit tokens, so an ambiguous failure is never repeated.</summary>
    /// <param name="request">The key and the requirements that it must meet.</param>
    /// <param name="cancellationToken">Cancels the call; the service may have done its work nevertheless.</param>
    /// <returns>The verification result. A rejected key is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.verifyKey")]
    Task<KeyServiceResponse<VerifyKeyResult>> VerifyKeyAsync(
        [Body] VerifyKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Verifies a key and sends the caller's address, which an API with an IP allowlist requires.</summary>
    /// <param name="request">The key and the requirements that it must meet.</param>
    /// <param name="forwardedFor">The caller's address, sent as <c>X-Forwarded-For</c>.</param>
    /// <param name="cancellationToken">Cancels the call; the service may have done its work nevertheless.</param>
    /// <returns>The verification result. A rejected key is a result, not an exception.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.verifyKey")]
    Task<KeyServiceResponse<VerifyKeyResult>> VerifyKeyAsync(
        [Body] VerifyKeyRequest request, [Header("X-Forwarded-For")] string forwardedFor, CancellationToken cancellationToken = default);

    /// <summary>Creates a key. The result is the only place where its text appears. An ambiguous failure is never repeated.</summary>
    /// <param name="request">The properties of the key.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been created nevertheless.</param>
    /// <returns>The id and the text of the new key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.createKey")]
    Task<KeyServiceResponse<CreateKeyResult>> CreateKeyAsync(
        [Body] CreateKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a key by its id.</summary>
    /// <param name="request">The id of the key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The details of the key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.getKey")]
    Task<KeyServiceResponse<KeyDetails>> GetKeyAsync([Body] GetKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a key by its text. Nothing is charged. Disabled and expired keys are found, too.</summary>
    /// <param name="request">The key.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The details of the key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.whoami")]
    Task<KeyServiceResponse<KeyDetails>> WhoamiAsync([Body] WhoamiRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes a key. Verifications use the change after seconds, on other nodes of the service after minutes.</summary>
    /// <param name="request">The id of the key, and the changes.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been changed nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.updateKey")]
    Task<KeyServiceResponse> UpdateKeyAsync([Body] UpdateKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets, increments or decrements the balance of a key. Only setting is repeated after an ambiguous failure.</summary>
    /// <param name="request">The id of the key, and the change of the balance.</param>
    /// <param name="cancellationToken">Cancels the call; the balance may have been changed nevertheless.</param>
    /// <returns>The balance after the change.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.updateCredits")]
    Task<KeyServiceResponse<KeyServiceCredits>> UpdateCreditsAsync(
        [Body] UpdateCreditsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Replaces a key by a new one with the same properties, and sets when the old one expires. An ambiguous failure is never repeated.</summary>
    /// <param name="request">The id of the old key, and how long it stays valid.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been replaced nevertheless.</param>
    /// <returns>The id and the text of the new key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.rerollKey")]
    Task<KeyServiceResponse<RerollKeyResult>> RerollKeyAsync(
        [Body] RerollKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a key, so that it is rejected. If an attempt had no response and the next one returns 404, the call succeeds.</summary>
    /// <param name="request">The id of the key.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been deleted nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.deleteKey")]
    Task<KeyServiceResponse> DeleteKeyAsync([Body] DeleteKeyRequest request, CancellationToken cancellationToken = default);

    /// <summary>Imports keys by their hashes. An ambiguous failure is never repeated: a second call would only report that the hashes exist.</summary>
    /// <param name="request">The migration, the API and the keys.</param>
    /// <param name="cancellationToken">Cancels the call; the keys may have been imported nevertheless.</param>
    /// <returns>The outcome for each key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    [Post("/v2/keys.migrateKeys")]
    Task<KeyServiceResponse<MigrateKeysResult>> MigrateKeysAsync(
        [Body] MigrateKeysRequest request, CancellationToken cancellationToken = default);
}
