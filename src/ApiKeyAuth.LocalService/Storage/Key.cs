using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiKeyAuth.LocalService.Storage;

/// <summary>A stored key. It contains the hash and the start that may be shown, and not the text. Times are Unix milliseconds.</summary>
internal sealed record Key(string Id, string ApiId, string Hash, string Start, long CreatedAt) : IRow
{
    public long? UpdatedAt { get; init; }

    public long? Expires { get; init; }

    public string? Name { get; init; }

    public JsonElement? Meta { get; init; }

    public bool Enabled { get; init; } = true;

    public bool IsDeleted { get; init; }

    public string? IdentityId { get; init; }

    /// <summary>The remaining credits; null for a key that is not metered. They are stored in a separate row.</summary>
    [JsonIgnore]
    public long? Remaining { get; init; }

    public Refill? Refill { get; init; }

    public ImmutableArray<string> PermissionIds { get; init; } = [];

    public ImmutableArray<string> RoleIds { get; init; } = [];

    public ImmutableArray<RateLimit> RateLimits { get; init; } = [];
}
