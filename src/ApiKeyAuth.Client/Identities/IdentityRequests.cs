using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Describes a new identity.</summary>
public sealed class CreateIdentityRequest : IKeyServiceRequest
{
    /// <summary>
    /// Gets or sets the app's own id, 1 to 255 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>; best not beginning like an id of the service
    /// (<c>id_…</c>).
    /// </summary>
    public required string ExternalId { get; init; }

    /// <summary>
    /// Gets or sets the metadata, a JSON object with at most 100 members and 1 MiB (<see cref="KeyServiceMeta"/>); over 256 KiB lists may fail.
    /// The default is null: none.
    /// </summary>
    public JsonElement? Meta { get; init; }

    /// <summary>Gets or sets the rate limits that the keys of the identity share, at most 50. The default is null: none.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitInput>? RateLimits { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(ExternalId);
        MetaRule.Check(Meta);
        RateLimitInput.Validate(RateLimits, at: default);
    }
}

/// <summary>Identifies the identity to read.</summary>
public sealed class GetIdentityRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>id_…</c>) or the external id of the identity.</summary>
    public required string Identity { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Identity);
}

/// <summary>Describes changes of an identity. A property that is not set is unchanged.</summary>
public sealed class UpdateIdentityRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>id_…</c>) or the external id of the identity.</summary>
    public required string Identity { get; init; }

    /// <summary>
    /// Gets or sets the metadata, a JSON object with at most 100 members and 1 MiB (<see cref="KeyServiceMeta"/>); it replaces the whole, and
    /// <c>{}</c> clears it. The default is null: unchanged.
    /// </summary>
    public JsonElement? Meta { get; init; }

    /// <summary>Gets or sets all rate limits of the identity, at most 50. An empty list removes all. The default is null: unchanged.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitInput>? RateLimits { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Identity);
        MetaRule.Check(Meta);
        RateLimitInput.Validate(RateLimits, at: default);
    }
}

/// <summary>Identifies the identity to delete.</summary>
public sealed class DeleteIdentityRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>id_…</c>) or the external id of the identity.</summary>
    public required string Identity { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Identity);
}
