namespace ApiKeyAuth.LocalService.Storage;

internal enum RowKind
{
    Api,
    Key,

    /// <summary>The credits of a key, in a separate row because they change with each metered verification.</summary>
    Balance,
    Identity,
    Permission,
    Role,
    Namespace,
    Override,
    Migration,
    RootKey,
    RefillDay,
}

/// <summary>
/// Identifies a row that a transaction added, changed or removed. The state after the transaction contains its value.
/// </summary>
internal readonly record struct RowId(RowKind Kind, string Id);
