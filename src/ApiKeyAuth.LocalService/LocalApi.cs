namespace ApiKeyAuth.LocalService;

/// <summary>Represents an API of a <see cref="LocalKeyService"/>.</summary>
/// <param name="ApiId">The id of the API.</param>
/// <param name="Name">The name of the API.</param>
/// <param name="KeyspaceId">
/// The id of the API's keyspace (<c>ks_…</c>), as it is sent in the member <c>keyspaces</c> of a verification.
/// </param>
public sealed record LocalApi(string ApiId, string Name, string KeyspaceId);
