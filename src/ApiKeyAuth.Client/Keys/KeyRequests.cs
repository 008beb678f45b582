namespace ApiKeyAuth.Client;

/// <summary>Names the key to read.</summary>
public sealed class GetKeyRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }
}

/// <summary>Names the key to delete.</summary>
public sealed class DeleteKeyRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Whether the service forgets the key wholly. Default: false, it keeps the hash reserved.</summary>
    public bool? Permanent { get; init; }
}
