using System.Net;
using System.Net.Http.Headers;

namespace ApiKeyAuth.Client;

/// <summary>
/// Addresses and opens each call from the current settings, and leaves neither the root key nor the body on the request: Refit puts
/// the request into its exceptions.
/// </summary>
internal sealed class KeyServiceHandler(Func<KeyServiceConnection> connection) : DelegatingHandler
{
    /// <summary>What Refit resolves paths against; never asked.</summary>
    public static readonly Uri Placeholder = new("http://key-service.invalid");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (baseAddress, rootKey, _, _) = connection();

        // The service redirects a double slash, and the credential would be lost on the way.
        request.RequestUri = new Uri(baseAddress.AbsoluteUri.TrimEnd('/') + request.RequestUri!.PathAndQuery);
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", rootKey);
        var content = request.Content;
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            request.Headers.Authorization = null;
            request.Content = null;
            content?.Dispose();
        }
    }
}
