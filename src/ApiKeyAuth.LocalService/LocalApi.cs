namespace ApiKeyAuth.LocalService;

/// <summary>An API of a <see cref="LocalKeyService"/>.</summary>
/// <param name="ApiId">Its id.</param>
/// <param name="Name">Its name.</param>
public sealed record LocalApi(string ApiId, string Name);
