using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Describes a key to import by its hash.</summary>
public sealed class MigrateKey
{
    /// <summary>Gets or sets the hash of the key, 3 characters or more: for the plain scheme base64 of the SHA-256 of the whole key.</summary>
    public required string Hash { get; init; }

    /// <summary>Gets or sets the display name, 1 to 255 characters. The default is null: none.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Gets or sets the app's id of the identity that owns the key, 1 to 255 characters. The default is null: the key has no identity.
    /// </summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// Gets or sets the metadata, a JSON object with at most 100 members and 65,535 bytes (<see cref="KeyServiceMeta"/>). The default is null:
    /// none.
    /// </summary>
    public JsonElement? Meta { get; init; }

    /// <summary>Gets or sets the names of roles, at most 100, none twice; those that do not exist are created. The default is null: none.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>
    /// Gets or sets the permission slugs, at most 1000, none twice; those that do not exist are created. The default is null: none.
    /// </summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>Gets or sets the time when the key expires, at most the year 2100, sent in milliseconds. The default is null: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Gets or sets a value that indicates whether the key can be used. The default is null, for which the service uses true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>
    /// Gets or sets the credits of the key, which limit how often it is accepted, with a balance that is not null. The default is null:
    /// unlimited.
    /// </summary>
    public KeyServiceCredits? Credits { get; init; }

    /// <summary>Gets or sets the rate limits of the key, at most 50. The default is null: none.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitInput>? RateLimits { get; init; }

    internal void Validate(ArgumentPath at)
    {
        TextRule.Any.Check(Hash, at);
        TextRule.Any.CheckIfAny(Name, at);
        TextRule.Any.CheckIfAny(ExternalId, at);
        MetaRule.Check(Meta, MetaRule.KeyBytes, at);
        KeyGrantRules.ValidateNew(Roles, Permissions, at);
        if (Credits is { } credits)
        {
            credits.Validate(at.At(nameof(Credits)));
            if (credits.Remaining is null)
            {
                throw new ArgumentException(
                    "The balance must not be null: leave the credits out for an unlimited key.", at.At(nameof(Credits)).Of(nameof(KeyServiceCredits.Remaining)));
            }
        }

        RateLimitInput.Validate(RateLimits, at);
    }
}
