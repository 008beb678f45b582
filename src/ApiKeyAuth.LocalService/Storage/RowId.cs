namespace ApiKeyAuth.LocalService.Storage;

internal enum RowKind
{
    Api,
    Key,

    /// <summary>The credits of a key. Apart from the key, because they change with every metered verification.</summary>
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
/// Names a row that a transaction added, changed or removed. What became of it stands in the state behind the transaction.
/// </summary>
internal readonly record struct RowId(RowKind Kind, string Id);
