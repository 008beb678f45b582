namespace ApiKeyAuth.Client;

/// <summary>What every answer of the service says of itself.</summary>
public sealed class KeyServiceResponseMeta
{
    /// <summary>The service's id of the request (<c>req_…</c>), for its support.</summary>
    public string? RequestId { get; init; }
}
