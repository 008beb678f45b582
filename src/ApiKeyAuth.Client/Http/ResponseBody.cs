using System.Net;

namespace ApiKeyAuth.Client;

/// <summary>The body of a success other than 200, with its status: Refit hands only the body to the serializer.</summary>
internal sealed class ResponseBody : ByteArrayContent
{
    private ResponseBody(byte[] body, HttpStatusCode statusCode)
        : base(body) => StatusCode = statusCode;

    public HttpStatusCode StatusCode { get; }

    public static async Task<ResponseBody> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using var content = response.Content;
        var body = new ResponseBody(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), response.StatusCode);
        foreach (var header in content.Headers)
        {
            body.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return body;
    }
}
