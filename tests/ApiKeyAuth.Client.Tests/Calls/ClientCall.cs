using Refit;

namespace ApiKeyAuth.Client.Tests;

/// <summary>A call of the client in its two forms, with a request that the service would take.</summary>
internal sealed record ClientCall(
    string Endpoint, Type RequestType, Func<ManagementClient, CancellationToken, Task> ThrowingAsync,
    Func<ManagementClient, CancellationToken, Task<IApiResponse>> WithResponseAsync)
{
    public static ClientCall Of<TRequest, T>(
        string endpoint, TRequest request, Func<ManagementClient, TRequest, CancellationToken, Task> throwing,
        Func<ManagementClient, TRequest, CancellationToken, Task<IApiResponse<T>>> withResponse) => new(
            endpoint,
            typeof(TRequest),
            (client, cancellationToken) => throwing(client, request, cancellationToken),
            async (client, cancellationToken) => await withResponse(client, request, cancellationToken).ConfigureAwait(false));

    public override string ToString() => Endpoint;
}
