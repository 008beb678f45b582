using System.Text.Json;

namespace ApiKeyAuth.Client;

/// <summary>Notifies of changes to keys before the call and after it, whatever its outcome.</summary>
internal sealed class KeyChangeHandler(Func<KeyServiceConnection> connection, IKeyChangeListener[] listeners) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = KeyServiceOperations.Of(request);
        if (listeners.Length == 0 || operation.Evicts == Eviction.None)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var service = connection().BaseAddress;
        var keyId = operation.Evicts == Eviction.Key ? await ReadKeyIdAsync(request, cancellationToken).ConfigureAwait(false) : null;
        Tell(listener => listener.OnChange(service, keyId));
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (operation.DeletesKey && keyId is not null && response.IsSuccessStatusCode)
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
