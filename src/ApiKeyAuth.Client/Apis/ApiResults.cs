using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A new API.</summary>
public sealed class CreateApiResult
{
    /// <summary>Gets the id of the API (<c>api_…</c>).</summary>
    [JsonRequired]
    public string ApiId { get; init; } = "";
}

/// <summary>An API: a namespace of keys.</summary>
public sealed class KeyServiceApi
{
    /// <summary>Gets the id of the API (<c>api_…</c>).</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>Gets the name of the API; another may have the same.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";
}
