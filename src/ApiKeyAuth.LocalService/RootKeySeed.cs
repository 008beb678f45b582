namespace ApiKeyAuth.LocalService;

/// <summary>What a root key of a <see cref="LocalKeyService"/> is to be.</summary>
public sealed class RootKeySeed
{
    /// <summary>The text of the root key.</summary>
    public required string RootKey { get; init; }

    /// <summary>
    /// Gets or sets the permissions of the root key: tuples, such as <c>api.*.verify_key</c>, and resource names, such as
    /// <c>unkey:v1:ws_1:projects/proj_1/keyspaces/ks_orders/keys/*#verify</c>, with the actions <c>verify</c>, <c>read</c>, <c>write</c>,
    /// <c>delete</c> and <c>decrypt</c>. The default is empty: the root key holds every permission.
    /// </summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>Whether the root key is enabled. Default: true; calls with a disabled one are answered 403.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When the root key expires. Default: null, never; calls with an expired one are answered 403.</summary>
    public DateTimeOffset? Expires { get; init; }
}
