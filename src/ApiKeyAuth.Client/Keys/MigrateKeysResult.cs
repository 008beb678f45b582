using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>The result of importing keys.</summary>
public sealed class MigrateKeysResult : IResponseData
{
    /// <summary>Gets the keys that were imported.</summary>
    public IReadOnlyList<MigratedKey>? Migrated { get; init; }

    /// <summary>Gets the hashes that existed before, deleted keys included. Null if there is none.</summary>
    public IReadOnlyList<string>? Failed { get; init; }

    /// <summary>The service leaves out one of the lists where it is empty, never both.</summary>
    string? IResponseData.Fault => Migrated is null && Failed is null ? "migrated and failed are both missing" : null;
}

/// <summary>A key that was imported.</summary>
public sealed class MigratedKey
{
    /// <summary>Gets the hash of the key.</summary>
    [JsonRequired]
    public string Hash { get; init; } = "";

    /// <summary>Gets the id of the key (<c>key_…</c>).</summary>
    [JsonRequired]
    public string KeyId { get; init; } = "";
}
