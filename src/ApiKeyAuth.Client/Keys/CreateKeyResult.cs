using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A new key. Its text never appears in <see cref="object.ToString"/>.</summary>
public sealed class CreateKeyResult
{
    /// <summary>Gets the id of the key (<c>key_…</c>).</summary>
    [JsonRequired]
    public string KeyId { get; init; } = "";

    /// <summary>Gets the text of the key. The service does not show it again.</summary>
    [JsonRequired]
    public string Key { get; init; } = "";
}
