using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>What a new key shall carry.</summary>
public sealed class CreateKeyRequest : IKeyServiceRequest
{
    /// <summary>The id of the API that the key belongs to (<c>api_…</c>).</summary>
    public required string ApiId { get; init; }

    /// <summary>What the key's text begins with, 1 to 16 letters, digits and underscores. Default: the API's, else nothing.</summary>
    public string? Prefix { get; init; }

    /// <summary>A name for people, 1 to 255 characters. Default: none.</summary>
    public string? Name { get; init; }

    /// <summary>Random bytes in the key, 16 to 255. Default: the API's, else 16.</summary>
    public int? ByteLength { get; init; }

    /// <summary>The app's id of whom the key belongs to, 1 to 255 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>. Default: nobody.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Metadata, a JSON object with at most 100 members and 65,535 bytes (<see cref="KeyServiceMeta"/>). Default: none.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>The names of existing roles, at most 100, none twice. Default: none.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Permission slugs, at most 1000, none twice; those that do not exist are created. Default: none.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>When the key expires, at most the year 2100, sent in milliseconds. Default: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How often the key may be used. Default: without limit.</summary>
    public KeyServiceCredits? Credits { get; init; }

    /// <summary>Rate limits of the key, at most 50. Default: none.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitInput>? RateLimits { get; init; }

    /// <summary>Whether the key can be used. Default: true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether the service keeps the key's text, encrypted, to show it again. Default: false.</summary>
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
