namespace ApiKeyAuth.LocalService;

/// <summary>Represents a key of a <see cref="LocalKeyService"/>.</summary>
/// <param name="KeyId">The id of the key.</param>
/// <param name="Key">The text of the key. The service stores the hash only, so the text cannot be read again later.</param>
/// <param name="ApiId">The id of the API that the key belongs to.</param>
public sealed record LocalKey(string KeyId, string Key, string ApiId)
{
    /// <summary>Returns the ids without the text of the key, so that the text does not reach logs.</summary>
    /// <returns>The ids.</returns>
    public override string ToString() => $"{nameof(LocalKey)} {{ {nameof(KeyId)} = {KeyId}, {nameof(ApiId)} = {ApiId} }}";
}
