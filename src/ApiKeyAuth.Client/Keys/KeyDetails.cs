using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>What the service knows of a key. Its text never appears in <see cref="object.ToString"/>.</summary>
public sealed class KeyDetails
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    [JsonRequired]
    public string KeyId { get; init; } = "";

    /// <summary>The beginning of the key's text, for people to tell keys apart; empty for imported keys.</summary>
    [JsonRequired]
    [MayBeEmpty]
    public string Start { get; init; } = "";

    /// <summary>Whether the key is enabled.</summary>
    [JsonRequired]
    public bool Enabled { get; init; }

    /// <summary>When the key was created.</summary>
    [JsonRequired]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the key was last updated. Absent: never.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When the key was last used, minutes behind. Absent: unknown.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When the key expires. Absent: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The name of the key.</summary>
    public string? Name { get; init; }

    /// <summary>The metadata of the key, a JSON object.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>The permission slugs of the key, its own and those of its roles.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>The names of the key's roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>The credits of the key. Absent: unlimited.</summary>
    public KeyServiceCredits? Credits { get; init; }

    /// <summary>Whom the key belongs to.</summary>
    public KeyServiceIdentity? Identity { get; init; }

    /// <summary>The rate limits of the key itself; those of its identity stand there.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<RateLimit>? RateLimits { get; init; }

    /// <summary>The text of the key; only of a recoverable key, and only where the request asked to decrypt it.</summary>
    public string? Plaintext { get; init; }
}
