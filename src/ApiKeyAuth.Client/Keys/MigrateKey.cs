using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A key that is brought in by its hash.</summary>
public sealed class MigrateKey
{
    /// <summary>The hash of the key, 3 characters or more: for the plain scheme base64 of the SHA-256 of the whole key.</summary>
    public required string Hash { get; init; }

    /// <summary>A name for people, 1 to 255 characters. Default: none.</summary>
    public string? Name { get; init; }

    /// <summary>The app's id of whom the key belongs to, 1 to 255 characters. Default: nobody.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Metadata, a JSON object with at most 100 members and 65,535 bytes (<see cref="KeyServiceMeta"/>). Default: none.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>The names of roles, at most 100, none twice; those that do not exist are created. Default: none.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Permission slugs, at most 1000, none twice; those that do not exist are created. Default: none.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>When the key expires, at most the year 2100, sent in milliseconds. Default: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether the key can be used. Default: true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>How often the key may be used, with a balance that is not null. Default: without limit.</summary>
    public KeyServiceCredits? Credits { get; init; }

    /// <summary>Rate limits of the key, at most 50. Default: none.</summary>
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
