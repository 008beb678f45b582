using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>The details of a key. Its text never appears in <see cref="object.ToString"/>.</summary>
public sealed class KeyDetails
{
    /// <summary>Gets the id of the key (<c>key_…</c>).</summary>
    [JsonRequired]
    public string KeyId { get; init; } = "";

    /// <summary>Gets the beginning of the key's text, which identifies it for people; empty for imported keys.</summary>
    [JsonRequired]
    [MayBeEmpty]
    public string Start { get; init; } = "";

    /// <summary>Gets a value that indicates whether the key is enabled.</summary>
    [JsonRequired]
    public bool Enabled { get; init; }

    /// <summary>Gets the time when the key was created.</summary>
    [JsonRequired]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets the time when the key was last updated. Null if it never was.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Gets the time when the key was last used, minutes behind. Null if unknown.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Gets the time when the key expires. Null if the key never expires.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Gets the name of the key.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the metadata of the key, a JSON object.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>Gets the permission slugs of the key, its own and those of its roles.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>Gets the names of the key's roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Gets the credits of the key. Null if unlimited.</summary>
    public KeyServiceCredits? Credits { get; init; }

    /// <summary>Gets the identity that owns the key.</summary>
    public KeyServiceIdentity? Identity { get; init; }

    /// <summary>Gets the rate limits of the key itself; the identity has its own.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimit>? RateLimits { get; init; }

    /// <summary>Gets the text of the key; only of a recoverable key, and only where the request asked to decrypt it.</summary>
    public string? Plaintext { get; init; }
}
