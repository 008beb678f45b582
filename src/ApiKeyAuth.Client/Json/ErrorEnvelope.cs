using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ApiKeyAuth.Client;

internal sealed class ErrorEnvelope
{
    public KeyServiceResponseMeta? Meta { get; init; }

    public ErrorBody? Error { get; init; }

    /// <summary>Null where the body is not the service's own: proxies in front of it answer in their own words.</summary>
    public static async Task<ErrorEnvelope?> ReadAsync(HttpContent content)
    {
        // The whole body is in memory by now: see ResponseBufferingHandler.
        var json = await content.ReadAsByteArrayAsync().ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(json, (JsonTypeInfo<ErrorEnvelope>)ResponseJson.Verification.GetTypeInfo(typeof(ErrorEnvelope)));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
