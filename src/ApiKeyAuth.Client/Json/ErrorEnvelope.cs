using System.Text.Json;

namespace ApiKeyAuth.Client;

internal sealed class ErrorEnvelope
{
    public ResponseMeta? Meta { get; init; }

    public ErrorBody? Error { get; init; }

    /// <summary>Null where the body is not the service's own (a proxy in front of it answers in its own words) or has null items.</summary>
    public static async Task<ErrorEnvelope?> ReadAsync(HttpContent content)
    {
        // The whole body is in memory by now: see ResponseBufferingHandler.
        var json = await content.ReadAsByteArrayAsync().ConfigureAwait(false);
        try
        {
            var envelope = JsonSerializer.Deserialize(json, KeyServiceJsonContext.Default.ErrorEnvelope);
            return envelope?.Error?.Errors?.Contains(null!) == true ? null : envelope;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
