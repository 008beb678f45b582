using System.Net;

namespace ApiKeyAuth.Client;

/// <summary>
/// Reads the whole body within the attempt. Refit asks for the headers only and would read the body after every timeout had been
/// stopped, so that a dripping body never ended. A body over the cap is an <see cref="HttpRequestException"/> with
/// <see cref="HttpRequestError.ConfigurationLimitExceeded"/>.
/// </summary>
internal sealed class ResponseBufferingHandler(long maxBytes) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(maxBytes, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.OK)
            {
                response.Content = await ResponseBody.OfAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
