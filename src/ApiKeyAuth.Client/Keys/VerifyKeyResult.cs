using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>The result of a verification.</summary>
public sealed class VerifyKeyResult : IResponseData
{
    /// <summary>
    /// Gets a value that indicates whether the key is valid: true exactly if <see cref="Code"/> is <see cref="VerificationCodes.Valid"/>.
    /// </summary>
    [JsonRequired]
    public bool Valid { get; init; }

    /// <summary>Gets the result code, one of <see cref="VerificationCodes"/>. An unknown code is a rejection.</summary>
    [JsonRequired]
    public string Code { get; init; } = "";

    /// <summary>Gets the id of the key (<c>key_…</c>). Null if the key was not found.</summary>
    public string? KeyId { get; init; }

    /// <summary>
    /// Gets the id of the keyspace that the key belongs to (<c>ks_…</c>). Null where the key was not found, and where the service does not know
    /// keyspaces.
    /// </summary>
    public string? KeyspaceId { get; init; }

    /// <summary>Gets a value that indicates whether the key is enabled.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Gets the name of the key.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the metadata of the key, a JSON object.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>Gets the time when the key expires. Null if the key never expires.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// Gets the credits that are left; possibly an older balance if the key was rejected before credits were checked. Null if unlimited.
    /// </summary>
    public long? Credits { get; init; }

    /// <summary>Gets the permission slugs of the key, its own and those of its roles; a slug may be repeated.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    /// <summary>Gets the names of the key's roles.</summary>
    public IReadOnlyList<string>? Roles { get; init; }

    /// <summary>Gets the identity that owns the key.</summary>
    public KeyServiceIdentity? Identity { get; init; }

    /// <summary>Gets the rate limits that were checked.</summary>
    [JsonPropertyName("ratelimits")]
    public IReadOnlyList<VerifiedRateLimit>? RateLimits { get; init; }

    string? IResponseData.Fault => this switch
    {
        _ when Valid != Code is VerificationCodes.Valid => "valid and code contradict each other",
        { Valid: true, KeyId: null or "" } => "keyId is missing or empty",
        _ => null,
    };
}
