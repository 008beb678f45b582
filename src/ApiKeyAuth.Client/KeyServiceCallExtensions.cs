using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ApiKeyAuth.Client;

/// <summary>The usual calls in short. Requests with more settings, and the ids of requests, come from the interfaces themselves.</summary>
public static class KeyServiceCallExtensions
{
    /// <summary>Creates a key. The result is the only place where its text ever appears. An ambiguous failure is never repeated.</summary>
    /// <param name="keys">The client.</param>
    /// <param name="request">The properties of the key.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been created nevertheless.</param>
    /// <returns>The id and the text of the new key.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    public static async Task<CreateKeyResult> CreateAsync(
        this IKeysApi keys, CreateKeyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return (await keys.CreateKeyAsync(request, cancellationToken).ConfigureAwait(false)).Data;
    }

    /// <summary>Enables a key.</summary>
    /// <param name="keys">The client.</param>
    /// <param name="keyId">The id of the key (<c>key_…</c>).</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been enabled nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <inheritdoc cref="CreateAsync" path="/exception"/>
    public static Task<KeyServiceResponse> EnableAsync(this IKeysApi keys, string keyId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.UpdateKeyAsync(new UpdateKeyRequest { KeyId = keyId, Enabled = true }, cancellationToken);
    }

    /// <summary>Disables a key: it is rejected until it is enabled again.</summary>
    /// <param name="keys">The client.</param>
    /// <param name="keyId">The id of the key (<c>key_…</c>).</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been disabled nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <inheritdoc cref="CreateAsync" path="/exception"/>
    public static Task<KeyServiceResponse> DisableAsync(this IKeysApi keys, string keyId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.UpdateKeyAsync(new UpdateKeyRequest { KeyId = keyId, Enabled = false }, cancellationToken);
    }

    /// <summary>Deletes a key. It cannot be restored; the service keeps its hash reserved.</summary>
    /// <param name="keys">The client.</param>
    /// <param name="keyId">The id of the key (<c>key_…</c>).</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been deleted nevertheless.</param>
    /// <returns>A response without data.</returns>
    /// <inheritdoc cref="CreateAsync" path="/exception"/>
    public static Task<KeyServiceResponse> DeleteAsync(this IKeysApi keys, string keyId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.DeleteKeyAsync(new DeleteKeyRequest { KeyId = keyId }, cancellationToken);
    }

    /// <summary>
    /// Replaces a key by a new one with the same properties. The result is the only place where its text ever appears. An ambiguous failure is
    /// never repeated.
    /// </summary>
    /// <param name="keys">The client.</param>
    /// <param name="keyId">The id of the old key (<c>key_…</c>).</param>
    /// <param name="grace">How long the old key is still accepted, rounded up to the next full minute by the service. Zero: it expires at once.</param>
    /// <param name="cancellationToken">Cancels the call; the key may have been replaced nevertheless.</param>
    /// <returns>The id and the text of the new key.</returns>
    /// <inheritdoc cref="CreateAsync" path="/exception"/>
    public static async Task<RerollKeyResult> RerollAsync(
        this IKeysApi keys, string keyId, TimeSpan grace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return (await keys.RerollKeyAsync(new RerollKeyRequest { KeyId = keyId, Expiration = grace }, cancellationToken).ConfigureAwait(false)).Data;
    }

    /// <summary>Queries the recorded verifications and reads each row as a type of the app.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="analytics">The client.</param>
    /// <param name="sql">One SELECT statement, at most 16,384 bytes of UTF-8.</param>
    /// <param name="jsonTypeInfo">The JSON contract of a row, such as <c>AppJsonContext.Default.Usage</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The rows, in the order of the query.</returns>
    /// <exception cref="JsonException">A row does not fit the type.</exception>
    /// <inheritdoc cref="CreateAsync" path="/exception"/>
    public static async Task<IReadOnlyList<T>> QueryAsync<T>(
        this IAnalyticsApi analytics, string sql, JsonTypeInfo<T> jsonTypeInfo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(analytics);
        ArgumentNullException.ThrowIfNull(jsonTypeInfo);
        var rows = (await analytics.GetVerificationsAsync(new GetVerificationsRequest { Query = sql }, cancellationToken).ConfigureAwait(false)).Data;
        return [.. rows.Select(row => row.Deserialize(jsonTypeInfo)!)];
    }
}
