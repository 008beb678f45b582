namespace ApiKeyAuth.Client;

/// <summary>Names the key to read.</summary>
public sealed class GetKeyRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Whether the answer shows the text of a recoverable key (<see cref="KeyDetails.Plaintext"/>). Default: false.</summary>
    public bool? Decrypt { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(KeyId);
}

/// <summary>Holds the key to look up. Its text never appears in <see cref="object.ToString"/>.</summary>
public sealed class WhoamiRequest : IKeyServiceRequest
{
    /// <summary>The whole key, 1 to 512 characters.</summary>
    public required string Key { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Key);
}

/// <summary>Names the key to delete.</summary>
public sealed class DeleteKeyRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Whether the service forgets the key wholly. Default: false, it keeps the hash reserved.</summary>
    public bool? Permanent { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(KeyId);
}

/// <summary>Names the key to replace by a new one.</summary>
public sealed class RerollKeyRequest : IKeyServiceRequest
{
    /// <summary>The id of the old key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>
    /// How long the old key goes on to work, from now, 0 to 4,102,444,800,000 ms; sent in milliseconds, and rounded up to the next full
    /// minute by the service. Zero: it expires at once. It replaces the expiry that the old key had.
    /// </summary>
    public required TimeSpan Expiration { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Milliseconds(Expiration, 0);
    }
}
