using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>What shall change about a key. What is absent stays as it is; null clears it, where null can be given.</summary>
public sealed class UpdateKeyRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>A name for people, 1 to 255 characters. Null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Name { get; init; }

    /// <summary>The app's id of whom the key belongs to, 1 to 255 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>. Null: nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ExternalId { get; init; }

    /// <summary>
    /// Metadata, a JSON object with at most 100 members and 65,535 bytes (<see cref="KeyServiceMeta"/>); it replaces the whole. Null: none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<JsonElement?> Meta { get; init; }

    /// <summary>When the key expires, at most the year 2100, sent in milliseconds. Null: never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateTimeOffset?> Expires { get; init; }

    /// <summary>How often the key may be used. Null: without limit, and the refill ends.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<UpdateKeyCredits?> Credits { get; init; }

    /// <summary>
    /// All rate limits of the key, at most 50; those of the same name and duration keep their count. An empty list removes all. Default:
    /// unchanged.
    /// </summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitInput>? RateLimits { get; init; }

    /// <summary>Whether the key can be used. Default: unchanged.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The names of all roles of the key, existing ones, at most 100, none twice. An empty list removes all. Default: unchanged.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>
    /// The slugs of all permissions that the key itself holds, at most 1000, none twice; those that do not exist are created. An empty list
    /// removes all. Default: unchanged.
    /// </summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        TextRule.Any.CheckIfAny(Name.Value, name: nameof(Name));
        TextRule.Any.CheckIfAny(ExternalId.Value, name: nameof(ExternalId));
        if (Meta.Value is { ValueKind: not JsonValueKind.Null })
        {
            MetaRule.Check(Meta.Value, MetaRule.KeyBytes, name: nameof(Meta));
        }

        Credits.Value?.Validate(new ArgumentPath(nameof(Credits)));
        RateLimitInput.Validate(RateLimits, at: default);
        KeyGrantRules.ValidateNew(Roles, Permissions, at: default);
    }
}
