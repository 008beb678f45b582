using System.Net.Http.Headers;

namespace ApiKeyAuth.Client;

/// <summary>A body in one piece, so that a repeated attempt sends the same bytes, with its own retry class where it has one.</summary>
internal sealed class RequestBody : ByteArrayContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    public RequestBody(byte[] json, RetryClass? retryClass, bool isOfAcceptedKey = true)
        : base(json)
    {
        RetryClass = retryClass;
        IsOfAcceptedKey = isOfAcceptedKey;
        Headers.ContentType = Json;
    }

    public RetryClass? RetryClass { get; }

    /// <summary>See <see cref="IKeyServiceRequest.IsOfAcceptedKey"/>.</summary>
    public bool IsOfAcceptedKey { get; }
}
