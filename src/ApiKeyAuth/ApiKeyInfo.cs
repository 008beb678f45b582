using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace ApiKeyAuth;

/// <summary>
/// The attributes of a verified key. The key's own text is not part of it. Handlers of minimal APIs, actions of controllers and handlers of
/// Razor Pages get it as a parameter, a nullable one where a key is optional. Methods of hubs and of gRPC services read it from their
/// context with <c>GetApiKey()</c>.
/// </summary>
[ApiKeyBinding]
public sealed class ApiKeyInfo : IEndpointParameterMetadataProvider
{
    private readonly FrozenSet<string> _permissions;
    private readonly Predicate<string> _holds;

    internal ApiKeyInfo(VerifyKeyResult result, string? requestId)
    {
        KeyId = result.KeyId ?? "";
        KeyspaceId = result.KeyspaceId;
        Name = result.Name;
        ExternalId = result.Identity?.ExternalId is { Length: > 0 } externalId ? externalId : null;
        Roles = result.Roles is { Count: > 0 } roles ? [.. roles] : [];
        _permissions = result.Permissions?.ToFrozenSet(StringComparer.Ordinal) ?? FrozenSet<string>.Empty;
        _holds = _permissions.Contains;
        Meta = result.Meta;
        Expires = result.Expires;
        Credits = result.Credits;
        RateLimits = result.RateLimits ?? [];
        RequestId = requestId;
    }

    private ApiKeyInfo(ApiKeyInfo live, bool isStale)
    {
        KeyId = live.KeyId;
        KeyspaceId = live.KeyspaceId;
        Name = live.Name;
        ExternalId = live.ExternalId;
        Roles = live.Roles;
        _permissions = live._permissions;
        _holds = live._holds;
        Meta = live.Meta;
        Expires = live.Expires;
        RateLimits = [];
        RequestId = live.RequestId;
        IsCached = true;
        IsStale = isStale;
    }

    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public string KeyId { get; }

    /// <summary>Gets the id of the keyspace that the key belongs to (<c>ks_…</c>), or null where the key service does not return it.</summary>
    public string? KeyspaceId { get; }

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
    public IReadOnlyList<VerifiedRateLimit> RateLimits { get; }

    /// <summary>The service's id of the verification (<c>req_…</c>).</summary>
    public string? RequestId { get; }

    /// <summary>Whether the facts come from an earlier verification.</summary>
    public bool IsCached { get; }

    /// <summary>Whether the facts are older than they may usually be, because the service gave no answer (<see cref="ApiKeyOptions.StaleDuration"/>).</summary>
    public bool IsStale { get; }

    /// <summary>Reads the metadata of the key.</summary>
    /// <typeparam name="T">The type to read it as.</typeparam>
    /// <param name="type">The JSON contract of the type, from a source-generated context.</param>
    /// <returns>The metadata; the default value where the key has none.</returns>
    /// <exception cref="JsonException">The metadata is of another shape.</exception>
    public T? ReadMeta<T>(JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Meta is { } meta ? meta.Deserialize(type) : default;
    }

    /// <summary>Binds a parameter of a minimal API's handler to the verified key of the request.</summary>
    /// <param name="context">The request's context.</param>
    /// <returns>
    /// The verified key, or null if the request has none. A request that is authorized without a key is rejected with status 401 before a
    /// parameter that is not nullable is bound.
    /// </returns>
    public static ValueTask<ApiKeyInfo?> BindAsync(HttpContext context) => ValueTask.FromResult(context.GetApiKey());

    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(ApiKeyParameter.Of(parameter));

    /// <summary>The same facts for a later request. What the service counted then says nothing of that one.</summary>
    internal ApiKeyInfo AsCached(bool isStale) => new(this, isStale);

    internal bool Satisfies(PermissionQuery query) => query.IsSatisfiedBy(_holds);

    internal bool SatisfiesWithWildcards(PermissionQuery query) => query.IsSatisfiedBy(slug => Wildcards.FormsOf(slug).Any(_permissions.Contains));
}
