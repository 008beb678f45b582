namespace ApiKeyAuth.Client;

/// <summary>An operation of the key service, as the retry, the eviction and repeated deletions treat it.</summary>
/// <param name="Name">The last segment of the path, such as <c>keys.getKey</c>.</param>
/// <param name="RetryClass">Whether the operation may be repeated after an attempt that may have been carried out.</param>
internal sealed record KeyServiceOperation(string Name, RetryClass RetryClass)
{
    /// <summary>Gets the case of the operation, where the body decides how it is treated. Null: every other body.</summary>
    public string? Variant { get; init; }

    /// <summary>What the operation evicts from the caches of the schemes that use the same service.</summary>
    public Eviction Evicts { get; init; }

    /// <summary>Gets the error code with which a repetition reports that the first attempt was carried out. Null: there is none.</summary>
    public string? AlreadyDone { get; init; }

    /// <summary>Gets a value that indicates whether a success proves that the key no longer exists.</summary>
    public bool DeletesKey { get; init; }
}

/// <summary>What an operation evicts. An operation that only creates changes no key that could be cached.</summary>
internal enum Eviction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The key that the member <c>keyId</c> of the body names.</summary>
    Key,

    /// <summary>Every key: the operation changes keys without naming them.</summary>
    All,
}
