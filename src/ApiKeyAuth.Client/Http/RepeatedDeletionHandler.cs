using System.Collections.Frozen;
using System.Net;
using System.Text.Json;

namespace ApiKeyAuth.Client;

/// <summary>
/// Where an attempt to delete something was lost on the way and the next one is told that it does not exist, it is deleted: that is
/// what the caller wanted. After a conflict nobody can say who created the thing, so that stays an error.
/// </summary>
internal sealed class RepeatedDeletionHandler : DelegatingHandler
{
    private static readonly FrozenDictionary<string, string> GoneByEndpoint = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["apis.deleteApi"] = "unkey/data/api_not_found",
        ["identities.deleteIdentity"] = "unkey/data/identity_not_found",
        ["keys.deleteKey"] = "unkey/data/key_not_found",
        ["permissions.deletePermission"] = "unkey/data/permission_not_found",
        ["permissions.deleteRole"] = "unkey/data/role_not_found",
        ["ratelimit.deleteOverride"] = "unkey/data/ratelimit_override_not_found",
    }.ToFrozenDictionary();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var history = CallHistory.Begin(request);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!history.AttemptLost
            || response.StatusCode != HttpStatusCode.NotFound
            || !GoneByEndpoint.TryGetValue(RetryClasses.Endpoint(request.RequestUri), out var gone))
        {
            return response;
        }

        var envelope = await ErrorEnvelope.ReadAsync(response.Content).ConfigureAwait(false);
        return envelope?.Error?.Code == gone ? Deleted(response, envelope.Meta) : response;
    }

    private static HttpResponseMessage Deleted(HttpResponseMessage response, ResponseMeta? meta)
    {
        response.StatusCode = HttpStatusCode.OK;
        response.ReasonPhrase = null;
        response.Content.Dispose();
        response.Content = new RequestBody(
            JsonSerializer.SerializeToUtf8Bytes(
                new KeyServiceResponse<EmptyResult> { Meta = meta, Data = new EmptyResult() },
                KeyServiceJsonContext.Default.KeyServiceResponseEmptyResult),
            retryClass: null);
        return response;
    }
}
