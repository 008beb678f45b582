using System.Text.Json;

namespace ApiKeyAuth.Client;

/// <summary>Tells of changes to keys, before the call and after it, whatever became of it.</summary>
internal sealed class KeyChangeHandler(Func<KeyServiceConnection> connection, IKeyChangeListener[] listeners) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var endpoint = RetryClasses.Endpoint(request.RequestUri);
        if (listeners.Length == 0 || !KeyChanges.Any(endpoint))
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var service = connection().BaseAddress;
        var keyId = KeyChanges.NamesKey(endpoint) ? await ReadKeyIdAsync(request, cancellationToken).ConfigureAwait(false) : null;
        Tell(listener => listener.OnChange(service, keyId));
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (endpoint == KeyChanges.DeleteKey && keyId is not null && response.IsSuccessStatusCode)
            {
                Tell(listener => listener.OnDeleted(service, keyId));
            }

            return response;
        }
        finally
        {
            Tell(listener => listener.OnChange(service, keyId));
        }
    }

    private void Tell(Action<IKeyChangeListener> tell) => Array.ForEach(listeners, tell);

    private static async Task<string?> ReadKeyIdAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The body is in memory: see KeyServiceRefitSettings.
        using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        return body.RootElement.GetProperty("keyId").GetString();
    }
}
