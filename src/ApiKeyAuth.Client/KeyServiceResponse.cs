using System.Net;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A successful response of the key service. An unsuccessful one is a <see cref="KeyServiceException"/>.</summary>
public class KeyServiceResponse
{
    /// <summary>Gets the metadata of the response. The default is null: the service sent none.</summary>
    public KeyServiceResponseMeta? Meta { get; init; }

    /// <summary>Gets the service's id of the request (<c>req_…</c>), for its support, or null where the service sent none.</summary>
    [JsonIgnore]
    public string? RequestId => Meta?.RequestId;

    /// <summary>Gets the HTTP status of the response, 200 to 299. The default is 200.</summary>
    [JsonIgnore]
    public HttpStatusCode StatusCode { get; internal set; } = HttpStatusCode.OK;

    /// <summary>Gets the length of the body in bytes.</summary>
    [JsonIgnore]
    internal long BodyLength { get; set; }
}

/// <summary>A successful response of the key service with data.</summary>
/// <typeparam name="T">The type of the data that the response carries.</typeparam>
public sealed class KeyServiceResponse<T> : KeyServiceResponse
    where T : class
{
    /// <summary>
    /// Gets what was asked for, never null. A response that lacks it, or lacks one of its required members, is a
    /// <see cref="KeyServiceException"/> whose outcome is unknown.
    /// </summary>
    public required T Data { get; init; }
}
