namespace ApiKeyAuth.LocalService;

/// <summary>Describes a root key to add to a <see cref="LocalKeyService"/>.</summary>
public sealed class RootKeySeed
{
    /// <summary>Gets or sets the text of the root key.</summary>
    public required string RootKey { get; init; }

    /// <summary>
    /// Gets or sets the permissions of the root key: tuples, such as <c>api.*.verify_key</c>, and resource names, such as
    /// <c>unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*#verify</c>, with the actions <c>verify</c>, <c>read</c>, <c>write</c>,
    /// <c>delete</c> and <c>decrypt</c>. The default is empty: the root key holds every permission.
    /// </summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>Gets or sets whether the root key is enabled. Calls with a disabled root key fail with 403. The default is true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Gets or sets when the root key expires. Calls with an expired root key fail with 403. The default is null: never.</summary>
    public DateTimeOffset? Expires { get; init; }
}
