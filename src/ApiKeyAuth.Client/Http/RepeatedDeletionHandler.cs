using System.Net;
using System.Text.Json;

namespace ApiKeyAuth.Client;

/// <summary>
/// Turns a 404 into a success if an earlier attempt of the same deletion had no response: the object is deleted, as the caller wanted.
/// After a conflict it is unknown who created the object, so that stays an error.
/// </summary>
internal sealed class RepeatedDeletionHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = KeyServiceOperations.Of(request);
        var history = CallHistory.Begin(request);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!history.AttemptLost
            || response.StatusCode != HttpStatusCode.NotFound
            || operation.AlreadyDone is null)
        {
            return response;
        }

        var envelope = await ErrorEnvelope.ReadAsync(response.Content).ConfigureAwait(false);
        return envelope?.Error?.Code == operation.AlreadyDone ? Deleted(response, envelope.Meta) : response;
    }

    private static HttpResponseMessage Deleted(HttpResponseMessage response, KeyServiceResponseMeta? meta)
    {
        response.StatusCode = HttpStatusCode.OK;
        response.ReasonPhrase = null;
        response.Content.Dispose();
        response.Content = new RequestBody(
            JsonSerializer.SerializeToUtf8Bytes(
                new KeyServiceResponse { Meta = meta }, KeyServiceJsonContext.Default.KeyServiceResponse),
            variant: null);
        return response;
    }
}
