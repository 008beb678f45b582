using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>What became of keys that were brought in.</summary>
public sealed class MigrateKeysResult : IResponseData
{
    /// <summary>The keys that are there now.</summary>
    public IReadOnlyList<MigratedKey>? Migrated { get; init; }

    /// <summary>The hashes that existed before, deleted keys included. Absent: none.</summary>
    public IReadOnlyList<string>? Failed { get; init; }

    /// <summary>The service leaves out one of the lists where it is empty, never both.</summary>
    string? IResponseData.Fault => Migrated is null && Failed is null ? "migrated and failed are both missing" : null;
}

/// <summary>A key that was brought in.</summary>
public sealed class MigratedKey
{
    /// <summary>The hash that it was brought in by.</summary>
    [JsonRequired]
    public string Hash { get; init; } = "";

    /// <summary>The id of the key (<c>key_…</c>).</summary>
    [JsonRequired]
    public string KeyId { get; init; } = "";
}
