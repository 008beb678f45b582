using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>The owner of keys: a user, a tenant or anything else that the external id identifies.</summary>
public sealed class KeyServiceIdentity
{
    /// <summary>Gets the service's id of the identity (<c>id_…</c>).</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>Gets the app's own id of the identity.</summary>
    [JsonRequired]
    [MayBeEmpty]
    public string ExternalId { get; init; } = "";

    /// <summary>Gets the metadata of the identity, a JSON object.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>Gets the rate limits that the keys of the identity share.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimit>? RateLimits { get; init; }
}
