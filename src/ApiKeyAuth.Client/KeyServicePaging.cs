using System.Runtime.CompilerServices;

namespace ApiKeyAuth.Client;

/// <summary>Lists all items. Each page is requested when the items of the previous page have been read.</summary>
public static class KeyServicePaging
{
    /// <summary>Lists the keys of an API from the request's cursor to the end.</summary>
    /// <param name="apis">The client.</param>
    /// <param name="request">The API, the size of a page and a filter.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The keys, in the order of their ids. Items that are created or deleted during the listing may be missing.</returns>
    /// <exception cref="ArgumentException">The service would take the request for something else, or the result could not be read. Nothing was sent.</exception>
    /// <exception cref="KeyServiceException">The service returned an error or an unreadable response, or did not respond.</exception>
    /// <exception cref="InvalidDataException">The service returned no cursor, or a cursor that it had returned before.</exception>
    public static IAsyncEnumerable<KeyDetails> ListAllKeysAsync(
        this IApisApi apis, ListKeysRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(apis);
        ArgumentNullException.ThrowIfNull(request);
        return FollowAsync(request.Cursor, (cursor, token) => apis.ListKeysAsync(request with { Cursor = cursor }, token), cancellationToken);
    }

    /// <summary>Lists identities from the request's cursor to the end.</summary>
    /// <param name="identities">The client.</param>
    /// <param name="request">The size of a page and a filter.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The identities, in the order of their ids. Items that are created or deleted during the listing may be missing.</returns>
    /// <inheritdoc cref="ListAllKeysAsync" path="/exception"/>
    public static IAsyncEnumerable<KeyServiceIdentity> ListAllIdentitiesAsync(
        this IIdentitiesApi identities, ListIdentitiesRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(identities);
        ArgumentNullException.ThrowIfNull(request);
        return FollowAsync(
            request.Cursor, (cursor, token) => identities.ListIdentitiesAsync(request with { Cursor = cursor }, token), cancellationToken);
    }

    /// <summary>Lists permissions from the request's cursor to the end.</summary>
    /// <param name="permissions">The client.</param>
    /// <param name="request">The size of a page and a filter.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The permissions, in the order of their ids. Items that are created or deleted during the listing may be missing.</returns>
    /// <inheritdoc cref="ListAllKeysAsync" path="/exception"/>
    public static IAsyncEnumerable<KeyServicePermission> ListAllPermissionsAsync(
        this IPermissionsApi permissions, ListPermissionsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(permissions);
        ArgumentNullException.ThrowIfNull(request);
        return FollowAsync(
            request.Cursor, (cursor, token) => permissions.ListPermissionsAsync(request with { Cursor = cursor }, token), cancellationToken);
    }

    /// <summary>Lists roles from the request's cursor to the end.</summary>
    /// <param name="permissions">The client.</param>
    /// <param name="request">The size of a page and a filter.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The roles, in the order of their ids. Items that are created or deleted during the listing may be missing.</returns>
    /// <inheritdoc cref="ListAllKeysAsync" path="/exception"/>
    public static IAsyncEnumerable<KeyServiceRole> ListAllRolesAsync(
        this IPermissionsApi permissions, ListRolesRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(permissions);
        ArgumentNullException.ThrowIfNull(request);
        return FollowAsync(request.Cursor, (cursor, token) => permissions.ListRolesAsync(request with { Cursor = cursor }, token), cancellationToken);
    }

    /// <summary>Lists the overrides of a namespace from the request's cursor to the end.</summary>
    /// <param name="ratelimit">The client.</param>
    /// <param name="request">The namespace and the size of a page.</param>
    /// <param name="cancellationToken">Cancels the listing.</param>
    /// <returns>The overrides, in the order of their ids. Items that are created or deleted during the listing may be missing.</returns>
    /// <inheritdoc cref="ListAllKeysAsync" path="/exception"/>
    public static IAsyncEnumerable<RateLimitOverride> ListAllOverridesAsync(
        this IRateLimitApi ratelimit, ListOverridesRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ratelimit);
        ArgumentNullException.ThrowIfNull(request);
        return FollowAsync(
            request.Cursor, (cursor, token) => ratelimit.ListOverridesAsync(request with { Cursor = cursor }, token), cancellationToken);
    }

    private static async IAsyncEnumerable<T> FollowAsync<T>(
        string? cursor, Func<string?, CancellationToken, Task<KeyServicePage<T>>> readPage,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        // An empty cursor leads to the beginning, like none.
        var seen = new HashSet<string>(StringComparer.Ordinal) { cursor ?? "", "" };
        while (true)
        {
            var page = await readPage(cursor, cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Data)
            {
                yield return item;
            }

            if (page.Pagination is not { HasMore: true, Cursor: var next })
            {
                yield break;
            }

            // The list would begin again, for ever; to end it here would pass a part off as the whole.
            if (next is null || !seen.Add(next))
            {
                throw new InvalidDataException("The key service returned a page that is not the last one without a cursor, or with a repeated cursor.");
            }

            cursor = next;
        }
    }
}
