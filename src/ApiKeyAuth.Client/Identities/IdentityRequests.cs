using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>What a new identity shall be.</summary>
public sealed class CreateIdentityRequest : IKeyServiceRequest
{
    /// <summary>
    /// The app's own id, 1 to 255 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>; best not beginning like an id of the service
    /// (<c>id_…</c>).
    /// </summary>
    public required string ExternalId { get; init; }

    /// <summary>
    /// Metadata, a JSON object with at most 100 members and 1 MiB (<see cref="KeyServiceMeta"/>); over 256 KiB lists may fail. Default:
    /// none.
    /// </summary>
    public JsonElement? Meta { get; init; }

    /// <summary>Rate limits that the keys of the identity share, at most 50. Default: none.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitInput>? RateLimits { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(ExternalId);
        MetaRule.Check(Meta);
        RateLimitInput.Validate(RateLimits, at: default);
    }
}

/// <summary>Names the identity to read.</summary>
public sealed class GetIdentityRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>id_…</c>) or the external id of the identity.</summary>
    public required string Identity { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Identity);
}

/// <summary>What shall change about an identity. What is absent stays as it is.</summary>
public sealed class UpdateIdentityRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>id_…</c>) or the external id of the identity.</summary>
    public required string Identity { get; init; }

    /// <summary>
    /// Metadata, a JSON object with at most 100 members and 1 MiB (<see cref="KeyServiceMeta"/>); it replaces the whole, and <c>{}</c>
    /// clears it. Default: unchanged.
    /// </summary>
    public JsonElement? Meta { get; init; }

    /// <summary>All rate limits of the identity, at most 50. An empty list removes all. Default: unchanged.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitInput>? RateLimits { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Identity);
        MetaRule.Check(Meta);
        RateLimitInput.Validate(RateLimits, at: default);
    }
}

/// <summary>Names the identity to delete.</summary>
public sealed class DeleteIdentityRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>id_…</c>) or the external id of the identity.</summary>
    public required string Identity { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Identity);
}
