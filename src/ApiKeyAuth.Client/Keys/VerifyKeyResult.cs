using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>The service's verdict on a key.</summary>
public sealed class VerifyKeyResult : IResponseData
{
    /// <summary>Whether the key may be let in: true exactly where <see cref="Code"/> is <see cref="VerificationCodes.Valid"/>.</summary>
    [JsonRequired]
    public bool Valid { get; init; }

    /// <summary>The verdict, one of <see cref="VerificationCodes"/>; a code that is not among them is a refusal.</summary>
    [JsonRequired]
    public string Code { get; init; } = "";

    /// <summary>The id of the key (<c>key_…</c>). Absent where the key was not found.</summary>
    public string? KeyId { get; init; }

    /// <summary>
    /// Gets the id of the keyspace that the key belongs to (<c>ks_…</c>). Null where the key was not found, and where the service does not know
    /// keyspaces.
    /// </summary>
    public string? KeyspaceId { get; init; }

    /// <summary>Whether the key is enabled.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The name of the key.</summary>
    public string? Name { get; init; }

    /// <summary>The metadata of the key, a JSON object.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>When the key expires. Absent: never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The credits that are left; where the key was refused before credits were looked at, possibly an older balance. Absent: unlimited.</summary>
    public long? Credits { get; init; }

    /// <summary>The permission slugs of the key, its own and those of its roles; one may stand twice.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>The names of the key's roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Whom the key belongs to.</summary>
    public KeyServiceIdentity? Identity { get; init; }

    /// <summary>The rate limits that were looked at.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<VerifiedRateLimit>? RateLimits { get; init; }

    string? IResponseData.Fault => this switch
    {
        _ when Valid != Code is VerificationCodes.Valid => "valid and code contradict each other",
        { Valid: true, KeyId: null or "" } => "keyId is missing or empty",
        _ => null,
    };
}
