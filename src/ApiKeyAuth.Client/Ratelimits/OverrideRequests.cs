namespace ApiKeyAuth.Client;

/// <summary>Another limit for some identifiers of a namespace.</summary>
public sealed class SetOverrideRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>rlns_…</c>) or the name of an existing namespace, 1 to 512 characters.</summary>
    public required string Namespace { get; init; }

    /// <summary>
    /// Gets or sets the identifier, or a pattern of identifiers where <c>*</c> stands for any text; 1 to 512 characters. One that was deleted
    /// cannot be set again: the service returns a success and ignores it.
    /// </summary>
    public required string Identifier { get; init; }

    /// <summary>Gets or sets the number of tokens in a window, 1 or more: with 0 every call for the limit would fail.</summary>
    public required long Limit { get; init; }

    /// <summary>Gets or sets the length of the window, 1 s or more, sent in milliseconds.</summary>
    public required TimeSpan Duration { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Namespace);
        TextRule.Any.Check(Identifier);
        Rule.InRange(Limit, 1);
    }
}

/// <summary>Identifies the override to read.</summary>
public sealed class GetOverrideRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>rlns_…</c>) or the name of the namespace, 1 to 512 characters.</summary>
    public required string Namespace { get; init; }

    /// <summary>Gets or sets an identifier, 1 to 512 characters; the answer is the override that applies to it, patterns included.</summary>
    public required string Identifier { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Namespace);
        TextRule.Any.Check(Identifier);
    }
}

/// <summary>Identifies the override to delete.</summary>
public sealed class DeleteOverrideRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>rlns_…</c>) or the name of the namespace, 1 to 512 characters.</summary>
    public required string Namespace { get; init; }

    /// <summary>Gets or sets the identifier or pattern exactly as it was set, 1 to 512 characters.</summary>
    public required string Identifier { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Namespace);
        TextRule.Any.Check(Identifier);
    }
}
