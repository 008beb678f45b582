namespace ApiKeyAuth.LocalService;

/// <summary>What a root key of a <see cref="LocalKeyService"/> is to be.</summary>
public sealed class RootKeySeed
{
    /// <summary>The text of the root key.</summary>
    public required string RootKey { get; init; }

    /// <summary>What the root key may do, such as <c>api.*.verify_key</c>. Default: none listed, which lets it do everything.</summary>
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>Whether the root key is enabled. Default: true; calls with a disabled one are answered 403.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When the root key expires. Default: null, never; calls with an expired one are answered 403.</summary>
    public DateTimeOffset? Expires { get; init; }
}
