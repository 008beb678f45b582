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
/// The attributes of a verified key. The text of the key is not part of it. Handlers of minimal APIs, actions of controllers and handlers
/// of Razor Pages get it as a parameter, which is nullable if a key is optional. Methods of hubs and of gRPC services read it from their
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

    /// <summary>Gets the id of the key (<c>key_…</c>).</summary>
    public string KeyId { get; }

    /// <summary>Gets the id of the keyspace that the key belongs to (<c>ks_…</c>), or null if the key service does not return it.</summary>
    public string? KeyspaceId { get; }

    /// <summary>Gets the name of the key, or null if it has none.</summary>
    public string? Name { get; }

    /// <summary>Gets the external id: the app's own id of the key's owner, or null if the key has none.</summary>
    public string? ExternalId { get; }

    /// <summary>Gets the names of the key's roles. Empty means none.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>Gets the permission slugs of the key, its own and those of its roles, each once. Empty means none.</summary>
    public IReadOnlySet<string> Permissions => _permissions;

    /// <summary>Gets the metadata of the key, a JSON object, or null if it has none.</summary>
    public JsonElement? Meta { get; }

    /// <summary>Gets the time at which the key expires, or null if it never does.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>Gets the credits that were left after this verification, or null if they are unlimited.</summary>
    public long? Credits { get; }

    /// <summary>Gets the rate limits that this verification checked. Empty means none.</summary>
    public IReadOnlyList<VerifiedRateLimit> RateLimits { get; }

    /// <summary>Gets the key service's id of the verification request (<c>req_…</c>).</summary>
    public string? RequestId { get; }

    /// <summary>Gets whether the attributes come from an earlier verification.</summary>
    public bool IsCached { get; }

    /// <summary>
    /// Gets whether the attributes are older than the cache duration because the key service is unavailable (<see
    /// cref="ApiKeyOptions.StaleDuration"/>).
    /// </summary>
    public bool IsStale { get; }

    /// <summary>Returns the metadata of the key as an object.</summary>
    /// <typeparam name="T">The type to deserialize to.</typeparam>
    /// <param name="type">The JSON contract of the type, from a source-generated context.</param>
    /// <returns>The metadata, or the default value if the key has none.</returns>
    /// <exception cref="JsonException">The metadata does not fit the type.</exception>
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

    /// <summary>
    /// Returns the same attributes for a later request, without the credits and rate limits, which may have changed since.
    /// </summary>
    internal ApiKeyInfo AsCached(bool isStale) => new(this, isStale);

    internal bool Satisfies(PermissionQuery query) => query.IsSatisfiedBy(_holds);

    internal bool SatisfiesWithWildcards(PermissionQuery query) => query.IsSatisfiedBy(slug => Wildcards.FormsOf(slug).Any(_permissions.Contains));
}
