namespace ApiKeyAuth.LocalService;

/// <summary>A key of a <see cref="LocalKeyService"/>.</summary>
/// <param name="KeyId">Its id.</param>
/// <param name="Key">Its text. The service itself keeps the hash only, so this is the one place to read it from.</param>
/// <param name="ApiId">The API it belongs to.</param>
public sealed record LocalKey(string KeyId, string Key, string ApiId)
{
    /// <summary>Returns the ids, without the text of the key: what is printed ends up in logs.</summary>
    /// <returns>The ids.</returns>
    public override string ToString() => $"{nameof(LocalKey)} {{ {nameof(KeyId)} = {KeyId}, {nameof(ApiId)} = {ApiId} }}";
}
