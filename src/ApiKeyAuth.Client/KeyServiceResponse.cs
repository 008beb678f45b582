namespace ApiKeyAuth.Client;

/// <summary>A successful answer of the service.</summary>
/// <typeparam name="T">What the answer carries.</typeparam>
public sealed class KeyServiceResponse<T>
    where T : class
{
    /// <summary>The answer's own data.</summary>
    public ResponseMeta? Meta { get; init; }

    /// <summary>What was asked for. Absent where the call has nothing to return.</summary>
    public T? Data { get; init; }
}
