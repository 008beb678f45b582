using System.Net.Http.Headers;

namespace ApiKeyAuth.Client;

/// <summary>A body in one piece, so that a repeated attempt sends the same bytes, with the variant of the operation.</summary>
internal sealed class RequestBody : ByteArrayContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    public RequestBody(byte[] json, string? variant, bool isOfAcceptedKey = true)
        : base(json)
    {
        Variant = variant;
        IsOfAcceptedKey = isOfAcceptedKey;
        Headers.ContentType = Json;
    }

    /// <summary>See <see cref="IKeyServiceRequest.Variant"/>.</summary>
    public string? Variant { get; }

    /// <summary>See <see cref="IKeyServiceRequest.IsOfAcceptedKey"/>.</summary>
    public bool IsOfAcceptedKey { get; }
}
