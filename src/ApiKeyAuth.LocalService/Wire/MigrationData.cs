using System.Text.Json.Serialization;

namespace ApiKeyAuth.LocalService.Wire;

/// <summary>The outcome of an import; the service sends null, not an empty list, where nothing failed.</summary>
internal sealed record MigrationData(
    IReadOnlyList<MigratedKeyData> Migrated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] IReadOnlyList<string>? Failed);

internal sealed record MigratedKeyData(string Hash, string KeyId);
