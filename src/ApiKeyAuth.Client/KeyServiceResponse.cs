using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A successful response of the service.</summary>
/// <typeparam name="T">The type of the data that the response carries.</typeparam>
public sealed class KeyServiceResponse<T>
    where T : class
{
    /// <summary>Gets the response's own data.</summary>
    public ResponseMeta? Meta { get; init; }

    /// <summary>
    /// Gets what was asked for. A response that lacks it, or lacks one of its required members, is a <see cref="KeyServiceException"/>
    /// instead; a call that has nothing to return gives an <see cref="EmptyResult"/>.
    /// </summary>
    [JsonRequired]
    public T Data
    {
        get => field ?? Nothing;
        init;
    }

    private static T Nothing => (typeof(T) == typeof(EmptyResult) ? (T)(object)new EmptyResult() : null)!;
}
