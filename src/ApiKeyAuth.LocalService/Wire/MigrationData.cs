using System.Text.Json.Serialization;

namespace ApiKeyAuth.LocalService.Wire;

/// <summary>The result of an import. The real service returns null, not an empty list, if nothing failed.</summary>
internal sealed record MigrationData(
    IReadOnlyList<MigratedKeyData> Migrated,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] IReadOnlyList<string>? Failed);

internal sealed record MigratedKeyData(string Hash, string KeyId);
