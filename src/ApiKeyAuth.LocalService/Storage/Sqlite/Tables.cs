using System.Text.Json;

namespace ApiKeyAuth.LocalService.Storage.Sqlite;

internal static class Tables
{
    /// <summary>All tables in the order in which they are loaded.</summary>
    public static IReadOnlyList<StoredTable> All { get; } =
    [
        new StoredTable<Api>(
            RowKind.Api,
            "apis",
            StorageJson.Default.Api,
            (state, id) => state.Apis.Find(id),
            (transaction, _, row) => transaction.Put(row)),
        new StoredTable<Key>(
            RowKind.Key,
            "keys",
            StorageJson.Default.Key,
            (state, id) => state.Keys.Find(id),
            (transaction, _, row) => transaction.Add(row)),
        new StoredTable<Balance>(RowKind.Balance, "balances", StorageJson.Default.Balance, FindBalance, RestoreBalance),
        new StoredTable<Identity>(
            RowKind.Identity,
            "identities",
            StorageJson.Default.Identity,
            (state, id) => state.Identities.Find(id),
            (transaction, _, row) => transaction.Put(row)),
        new StoredTable<Permission>(
            RowKind.Permission,
            "permissions",
            StorageJson.Default.Permission,
            (state, id) => state.Permissions.Find(id),
            (transaction, _, row) => transaction.Put(row)),
        new StoredTable<Role>(
            RowKind.Role,
            "roles",
            StorageJson.Default.Role,
            (state, id) => state.Roles.Find(id),
            (transaction, _, row) => transaction.Put(row)),
        new StoredTable<Namespace>(
            RowKind.Namespace,
            "namespaces",
            StorageJson.Default.Namespace,
            (state, id) => state.Namespaces.Find(id),
            (transaction, _, row) => transaction.Put(row)),
        new StoredTable<Override>(
            RowKind.Override,
            "overrides",
            StorageJson.Default.Override,
            (state, id) => state.Overrides.Find(id),
            (transaction, _, row) => transaction.Put(row)),
        new StoredTable<Migration>(
            RowKind.Migration,
            "migrations",
            StorageJson.Default.Migration,
            (state, id) => state.Migrations.Find(id),
            (transaction, _, row) => transaction.Put(row)),
        new StoredTable<RootKey>(
            RowKind.RootKey,
            "root_keys",
            StorageJson.Default.RootKey,
            (state, hash) => state.RootKeys.GetValueOrDefault(hash),
            (transaction, _, row) => transaction.Put(row)),
        new StoredTable<RefillDay>(
            RowKind.RefillDay,
            "refill_day",
            StorageJson.Default.RefillDay,
            (state, _) => new RefillDay(state.RefilledOn),
            (transaction, _, row) => transaction.RefilledOn(row.Day)),
    ];

    private static Balance? FindBalance(State state, string keyId) =>
        state.Keys.Find(keyId)?.Remaining is { } remaining ? new Balance(remaining) : null;

    private static void RestoreBalance(Transaction transaction, string keyId, Balance balance)
    {
        var key = transaction.State.Keys.Find(keyId) ?? throw new JsonException($"There is no key {keyId}.");
        transaction.SetBalance(key, balance.Remaining);
    }
}
