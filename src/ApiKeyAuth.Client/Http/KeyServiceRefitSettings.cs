using Refit;

namespace ApiKeyAuth.Client;

/// <summary>How Refit reads and writes: strictly by the source-generated context, with one type of exception.</summary>
internal static class KeyServiceRefitSettings
{
    public static RefitSettings Create()
    {
        var settings = new RefitSettings(new SystemTextJsonContentSerializer(KeyServiceJsonContext.Default.Options))
        {
            // With a Content-Length and in one piece: a repeated attempt sends the same bytes again.
            RequestBodySerialization = RequestBodySerializationMode.Buffered,
            CaptureRequestContent = false,
            CaptureMethodArguments = false,
        };
        settings.ExceptionFactory = async response => response.IsSuccessStatusCode
            ? null
            : await KeyServiceException.FromResponseAsync(response, settings, null).ConfigureAwait(false);
        settings.DeserializationExceptionFactory = async (response, exception) =>
            await KeyServiceException.FromResponseAsync(response, settings, exception).ConfigureAwait(false);
        settings.TransportExceptionFactory = (request, exception, cancellationToken) =>
            exception is OperationCanceledException && cancellationToken.IsCancellationRequested
                ? exception
                : new KeyServiceException($"The key service did not answer: {exception.Message}", request, settings, exception);
        return settings;
    }
}
