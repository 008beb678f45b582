using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace ApiKeyAuth.Client;

/// <summary>
/// Checks each request where Refit turns it into a body, before anything is sent: the exception reaches the caller as it is, because
/// Refit has not begun to send.
/// </summary>
internal sealed class RequestSerializer(JsonSerializerOptions responses)
    : IHttpContentSerializer, ISynchronousContentSerializer, ISynchronousContentDeserializer
{
    private readonly SystemTextJsonContentSerializer _json = new(responses);

    public HttpContent ToHttpContentSynchronous<T>(T item)
    {
        var request = Rule.Required(item as IKeyServiceRequest, name: "request");
        try
        {
            request.Validate();
        }
        catch (ArgumentException exception)
        {
            InvalidRequest.Mark(exception);
            throw;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(item, (JsonTypeInfo<T>)KeyServiceJsonContext.Default.Options.GetTypeInfo(typeof(T)));
        return new RequestBody(json, request.Variant, request.IsOfAcceptedKey);
    }

    public HttpContent ToHttpContent<T>(T item) => ToHttpContentSynchronous(item);

    public HttpContent ToStreamingHttpContent<T>(T item) => ToHttpContentSynchronous(item);

    public async Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default)
    {
        var result = IsUtf8(content.Headers.ContentType?.CharSet)
            ? FromUtf8<T>(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false))
            : await _json.FromHttpContentAsync<T>(content, cancellationToken).ConfigureAwait(false);
        if (result is KeyServiceResponse response)
        {
            response.BodyLength = content.Headers.ContentLength ?? 0;
            response.StatusCode = (content as ResponseBody)?.StatusCode ?? HttpStatusCode.OK;
        }

        return result;
    }

    public T? DeserializeFromString<T>(string content) => _json.DeserializeFromString<T>(content);

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => _json.GetFieldNameForProperty(propertyInfo);

    /// <summary>The body is in memory already; from a stream it would be read in steps that can be resumed, which costs a third more.</summary>
    private T? FromUtf8<T>(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(
        json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json, (JsonTypeInfo<T>)responses.GetTypeInfo(typeof(T)));

    private static bool IsUtf8(string? charset) => charset is null || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
