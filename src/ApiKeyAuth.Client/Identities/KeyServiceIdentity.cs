using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Whom keys belong to: a user, a tenant, whatever the external id names.</summary>
public sealed class KeyServiceIdentity
{
    /// <summary>The service's id of the identity (<c>id_…</c>).</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>The app's own id of the identity.</summary>
    [JsonRequired]
    [MayBeEmpty]
    public string ExternalId { get; init; } = "";

    /// <summary>The metadata of the identity, a JSON object.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>The rate limits that the keys of the identity share.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimit>? RateLimits { get; init; }
}
