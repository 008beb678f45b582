namespace ApiKeyAuth.Client;

/// <summary>The metadata of a response of the key service.</summary>
public sealed class KeyServiceResponseMeta
{
    /// <summary>Gets the service's id of the request (<c>req_…</c>), for its support.</summary>
    public string? RequestId { get; init; }
}
