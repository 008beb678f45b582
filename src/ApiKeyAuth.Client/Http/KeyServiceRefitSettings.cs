using System.Net;
using System.Text.Json;
using Refit;

namespace ApiKeyAuth.Client;

/// <summary>How Refit reads and writes: strictly by the source-generated context, with one type of exception.</summary>
internal static class KeyServiceRefitSettings
{
    private const int LongestNothing = 16;

    public static RefitSettings Create(KeyServicePurpose purpose)
    {
        var settings = new RefitSettings(new RequestSerializer(
            purpose == KeyServicePurpose.Verification ? ResponseJson.Verification : ResponseJson.Management))
        {
            // With a Content-Length and in one piece: a repeated attempt sends the same bytes again.
            RequestBodySerialization = RequestBodySerializationMode.Buffered,
            CaptureRequestContent = false,
            CaptureMethodArguments = false,
        };
        settings.ExceptionFactory = async response => response.IsSuccessStatusCode
            ? purpose == KeyServicePurpose.Verification && !IsVerification(response)
                ? await KeyServiceException.FromResponseAsync(
                    response, settings, new JsonException("The response is not status 200 with JSON.")).ConfigureAwait(false)
                : await FailureOfNothingAsync(response, settings).ConfigureAwait(false)
            : await KeyServiceException.FromResponseAsync(response, settings, null).ConfigureAwait(false);
        settings.DeserializationExceptionFactory = async (response, exception) =>
            await KeyServiceException.FromResponseAsync(response, settings, exception).ConfigureAwait(false);
        settings.TransportExceptionFactory = (request, exception, cancellationToken) =>
            exception is OperationCanceledException && cancellationToken.IsCancellationRequested
                ? exception
                : new KeyServiceException($"The key service did not answer: {exception.Message}", request, settings, exception);
        return settings;
    }

    /// <summary>Refit would return null for an empty body or a JSON null, where callers were promised an answer.</summary>
    private static async Task<Exception?> FailureOfNothingAsync(HttpResponseMessage response, RefitSettings settings)
    {
        if (response.Content.Headers.ContentLength > LongestNothing)
        {
            return null;
        }

        return IsNothing(await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false))
            ? await KeyServiceException.FromResponseAsync(response, settings, new JsonException("The body is empty.")).ConfigureAwait(false)
            : null;
    }

    /// <summary>Whether a key may be accepted for this response: a success of anything in between is none of the key service.</summary>
    private static bool IsVerification(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.OK
        && response.Content.Headers.ContentType?.MediaType is { } mediaType
        && (mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private static bool IsNothing(ReadOnlySpan<byte> body) => body.Trim(" \t\r\n"u8) is var json && (json.IsEmpty || json.SequenceEqual("null"u8));
}
