namespace ApiKeyAuth.Client.Tests;

/// <summary>A call of the client, with a request that the service would take.</summary>
internal sealed record ClientCall(
    string Endpoint, Type RequestType, Func<ManagementClient, CancellationToken, Task<KeyServiceResponse>> SendAsync)
{
    public static ClientCall Of<TRequest, TResponse>(
        string endpoint, TRequest request, Func<ManagementClient, TRequest, CancellationToken, Task<TResponse>> send)
        where TResponse : KeyServiceResponse => new(
            endpoint,
            typeof(TRequest),
            async (client, cancellationToken) => await send(client, request, cancellationToken).ConfigureAwait(false));

    /// <summary>Sends the call and returns its failure, or null where it succeeds.</summary>
    public async Task<KeyServiceException?> FailureAsync(ManagementClient client, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(client, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (KeyServiceException failure)
        {
            return failure;
        }
    }

    public override string ToString() => Endpoint;
}
