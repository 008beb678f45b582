namespace ApiKeyAuth.LocalService;

/// <summary>An API of a <see cref="LocalKeyService"/>.</summary>
/// <param name="ApiId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="KeyspaceId">The id of its keyspace (<c>ks_…</c>), which verifications name as <c>keyspaces</c>.</param>
public sealed record LocalApi(string ApiId, string Name, string KeyspaceId);
