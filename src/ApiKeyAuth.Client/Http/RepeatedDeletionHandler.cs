using System.Net;
using System.Text.Json;

namespace ApiKeyAuth.Client;

/// <summary>
/// Where an attempt to delete something was lost on the way and the next one is told that it does not exist, it is deleted: that is
/// what the caller wanted. After a conflict nobody can say who created the thing, so that stays an error.
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
