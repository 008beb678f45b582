using System.Collections.Immutable;

namespace ApiKeyAuth.LocalService.Storage;

internal interface IRow
{
    string Id { get; }
}

internal sealed record Api(string Id, string Name, string KeyspaceId) : IRow
{
    public bool IsDeleted { get; init; }

    public bool IsProtected { get; init; }

    public string? DefaultPrefix { get; init; }

    public int? DefaultByteLength { get; init; }

    /// <summary>The addresses from which keys of this API are accepted; empty means all.</summary>
    public ImmutableArray<string> AllowedAddresses { get; init; } = [];
}

internal sealed record Permission(string Id, string Name, string Slug, string? Description) : IRow;

internal sealed record Role(string Id, string Name, string? Description, ImmutableArray<string> PermissionIds) : IRow;

/// <summary>A limit of a key or an identity. The duration is in milliseconds.</summary>
internal sealed record RateLimit(string Id, string Name, long Limit, long Duration, bool AutoApply);

internal sealed record Namespace(string Id, string Name, bool IsDeleted) : IRow;

/// <summary>
/// An override of a namespace. The row of a deleted override remains: setting it again returns the old id and does not restore it.
/// </summary>
internal sealed record Override(string Id, string NamespaceId, string Identifier, long Limit, long Duration, bool IsDeleted) : IRow;

internal sealed record Migration(string Id, MigrationScheme Scheme) : IRow;
