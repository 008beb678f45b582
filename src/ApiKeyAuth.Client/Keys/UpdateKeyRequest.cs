using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>Describes changes of a key. A property that is not set is unchanged; null clears an <see cref="Optional{T}"/>.</summary>
public sealed class UpdateKeyRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Gets or sets the display name, 1 to 255 characters. Null clears it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Name { get; init; }

    /// <summary>
    /// Gets or sets the app's id of the identity that owns the key, 1 to 255 letters, digits, <c>_</c>, <c>.</c> and <c>-</c>. Null removes the
    /// identity.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> ExternalId { get; init; }

    /// <summary>
    /// Gets or sets the metadata, a JSON object with at most 100 members and 65,535 bytes (<see cref="KeyServiceMeta"/>); it replaces the whole.
    /// Null clears it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<JsonElement?> Meta { get; init; }

    /// <summary>Gets or sets the time when the key expires, at most the year 2100, sent in milliseconds. Null: never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<DateTimeOffset?> Expires { get; init; }

    /// <summary>
    /// Gets or sets the credits of the key, which limit how often it is accepted. Null makes the key unlimited and ends the refill.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<UpdateKeyCredits?> Credits { get; init; }

    /// <summary>
    /// Gets or sets all rate limits of the key, at most 50; those of the same name and duration keep their count. An empty list removes all. The
    /// default is null: unchanged.
    /// </summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimitInput>? RateLimits { get; init; }

    /// <summary>Gets or sets a value that indicates whether the key can be used. The default is null: unchanged.</summary>
    public bool? Enabled { get; init; }

    /// <summary>
    /// Gets or sets the names of all roles of the key, existing ones, at most 100, none twice. An empty list removes all. The default is null:
    /// unchanged.
    /// </summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>
    /// Gets or sets the slugs of all permissions that the key itself holds, at most 1000, none twice; those that do not exist are created. An
    /// empty list removes all. The default is null: unchanged.
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
