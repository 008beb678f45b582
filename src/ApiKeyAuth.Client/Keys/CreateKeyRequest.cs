using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Describes a new key.</summary>
public sealed class CreateKeyRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the API that the key belongs to (<c>api_…</c>).</summary>
    public required string ApiId { get; init; }

    /// <summary>
    /// Gets or sets the prefix of the key's text, 1 to 16 letters, digits and underscores. The default is null: the API's setting, or no prefix.
    /// </summary>
    public string? Prefix { get; init; }

    /// <summary>Gets or sets the display name, 1 to 255 characters. The default is null: none.</summary>
    public string? Name { get; init; }

    /// <summary>Gets or sets the number of random bytes in the key, 16 to 255. The default is null: the API's setting, or 16.</summary>
    public int? ByteLength { get; init; }

    /// <summary>
    /// Gets or sets the app's id of the identity that owns the key, 1 to 255 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>. The default is
    /// null: the key has no identity.
    /// </summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// Gets or sets the metadata, a JSON object with at most 100 members and 65,535 bytes (<see cref="KeyServiceMeta"/>). The default is null:
    /// none.
    /// </summary>
    public JsonElement? Meta { get; init; }

    /// <summary>Gets or sets the names of existing roles, at most 100, none twice. The default is null: none.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>
    /// Gets or sets the permission slugs, at most 1000, none twice; those that do not exist are created. The default is null: none.
    /// </summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>Gets or sets the time when the key expires, at most the year 2100, sent in milliseconds. The default is null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Gets or sets the credits of the key, which limit how often it is accepted. The default is null: unlimited.</summary>
    public KeyServiceCredits? Credits { get; init; }

    /// <summary>Gets or sets the rate limits of the key, at most 50. The default is null: none.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitInput>? RateLimits { get; init; }

    /// <summary>Gets or sets a value that indicates whether the key can be used. The default is null, for which the service uses true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>
    /// Gets or sets a value that indicates whether the service keeps the key's text, encrypted, to show it again. The default is null, for which
    /// the service uses false.
    /// </summary>
    public bool? Recoverable { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(ApiId);
        TextRule.Any.CheckIfAny(Prefix);
        TextRule.Any.CheckIfAny(Name);
        TextRule.Any.CheckIfAny(ExternalId);
        MetaRule.Check(Meta, MetaRule.KeyBytes);
        KeyGrantRules.ValidateNew(Roles, Permissions, at: default);
        Credits?.Validate(new ArgumentPath(nameof(Credits)));
        RateLimitInput.Validate(RateLimits, at: default);
    }
}
