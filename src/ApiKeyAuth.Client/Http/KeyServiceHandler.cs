using System.Collections.Concurrent;
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

    private volatile Target? _target;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = CurrentTarget();
        request.RequestUri = target.AddressOf(request.RequestUri!);
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        request.Headers.Authorization = target.Authorization;
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

    private Target CurrentTarget()
    {
        var current = connection();
        var target = _target;
        return target is not null && target.IsOf(current) ? target : _target = new Target(current);
    }

    /// <summary>What the settings make of each call, kept while they stay the same: to make it anew costs more than both timeouts.</summary>
    private sealed class Target(KeyServiceConnection connection)
    {
        // Bounded by the number of operations: parameters are in the body.
        private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

        public AuthenticationHeaderValue Authorization { get; } = new("Bearer", connection.RootKey);

        public bool IsOf(KeyServiceConnection other) => connection.BaseAddress == other.BaseAddress && connection.RootKey == other.RootKey;

        public Uri AddressOf(Uri call) => _addresses.GetOrAdd(call.OriginalString, Combine, connection.BaseAddress);

        // The service redirects a double slash, and the credential would be lost on the way.
        private static Uri Combine(string call, Uri baseAddress) => new(baseAddress.AbsoluteUri.TrimEnd('/') + new Uri(call).PathAndQuery);
    }
}
