using System.Collections.Frozen;
using System.Text.Json;
using ApiKeyAuth.Client;

namespace ApiKeyAuth;

/// <summary>What the service said of a key that was let in. The key's own text is not part of it.</summary>
public sealed class ApiKeyInfo
{
    private readonly FrozenSet<string> _permissions;

    internal ApiKeyInfo(VerifyKeyResult result, string? requestId)
    {
        KeyId = result.KeyId ?? "";
        Name = result.Name;
        ExternalId = result.Identity?.ExternalId is { Length: > 0 } externalId ? externalId : null;
        Roles = result.Roles ?? [];
        _permissions = result.Permissions?.ToFrozenSet(StringComparer.Ordinal) ?? FrozenSet<string>.Empty;
        Meta = result.Meta;
        Expires = result.Expires;
        Credits = result.Credits;
        Ratelimits = result.Ratelimits ?? [];
        RequestId = requestId;
    }

    private ApiKeyInfo(ApiKeyInfo live, bool isStale)
    {
        KeyId = live.KeyId;
        Name = live.Name;
        ExternalId = live.ExternalId;
        Roles = live.Roles;
        _permissions = live._permissions;
        Meta = live.Meta;
        Expires = live.Expires;
        Ratelimits = [];
        RequestId = live.RequestId;
        IsCached = true;
        IsStale = isStale;
    }

    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public string KeyId { get; }

    /// <summary>The name of the key.</summary>
    public string? Name { get; }

    /// <summary>The app's own id of whom the key belongs to. Null: nobody.</summary>
    public string? ExternalId { get; }

    /// <summary>The names of the key's roles.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>The permission slugs of the key, its own and those of its roles, once each.</summary>
    public IReadOnlySet<string> Permissions => _permissions;

    /// <summary>The metadata of the key, a JSON object. Null: none.</summary>
    public JsonElement? Meta { get; }

    /// <summary>When the key expires. Null: never.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>The credits that were left after this verification. Null: unlimited.</summary>
    public long? Credits { get; }

    /// <summary>The rate limits that this verification looked at.</summary>
    public IReadOnlyList<VerifiedRatelimit> Ratelimits { get; }

    /// <summary>The service's id of the verification (<c>req_…</c>).</summary>
    public string? RequestId { get; }

    /// <summary>Whether the facts come from an earlier verification.</summary>
    public bool IsCached { get; }

    /// <summary>Whether the facts are older than they may usually be, because the service gave no answer (<see cref="ApiKeyOptions.StaleDuration"/>).</summary>
    public bool IsStale { get; }

    /// <summary>The same facts for a later request. What the service counted then says nothing of that one.</summary>
    internal ApiKeyInfo AsCached(bool isStale) => new(this, isStale);

    internal bool Satisfies(PermissionQuery query) => query.IsSatisfiedBy(_permissions);
}
