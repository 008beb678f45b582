using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>The key that replaces another. Its text never appears in <see cref="object.ToString"/>.</summary>
public sealed class RerollKeyResult
{
    /// <summary>Gets the id of the new key (<c>key_…</c>).</summary>
    [JsonRequired]
    public string KeyId { get; init; } = "";

    /// <summary>Gets the text of the new key. The service does not show it again.</summary>
    [JsonRequired]
    public string Key { get; init; } = "";
}
