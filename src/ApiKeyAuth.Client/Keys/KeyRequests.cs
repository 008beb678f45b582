namespace ApiKeyAuth.Client;

/// <summary>Identifies the key to read.</summary>
public sealed class GetKeyRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>
    /// Gets or sets a value that indicates whether the response contains the text of a recoverable key (<see cref="KeyDetails.Plaintext"/>). The
    /// default is null, for which the service uses false.
    /// </summary>
    public bool? Decrypt { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(KeyId);
}

/// <summary>Holds the key to look up. Its text never appears in <see cref="object.ToString"/>.</summary>
public sealed class WhoamiRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the whole key, 1 to 512 characters.</summary>
    public required string Key { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Key);
}

/// <summary>Identifies the key to delete.</summary>
public sealed class DeleteKeyRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>
    /// Gets or sets a value that indicates whether the service deletes the key's record. The default is null, for which the service uses false:
    /// the hash stays reserved.
    /// </summary>
    public bool? Permanent { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(KeyId);
}

/// <summary>Identifies the key to replace by a new one.</summary>
public sealed class RerollKeyRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the old key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>
    /// Gets or sets the time for which the old key stays valid, from now, 0 to 4,102,444,800,000 ms; sent in milliseconds, and rounded up to the
    /// next full minute by the service. Zero: it expires at once. It replaces the expiry that the old key had.
    /// </summary>
    public required TimeSpan Expiration { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Milliseconds(Expiration, 0);
    }
}
