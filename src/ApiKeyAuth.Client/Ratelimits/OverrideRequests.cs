namespace ApiKeyAuth.Client;

/// <summary>Another limit for some identifiers of a namespace.</summary>
public sealed class SetOverrideRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>rlns_…</c>) or the name of an existing namespace, 1 to 512 characters.</summary>
    public required string Namespace { get; init; }

    /// <summary>
    /// The identifier, or a pattern of identifiers where <c>*</c> stands for any text; 1 to 512 characters. One that was deleted cannot be
    /// set again: the service answers as if it could, and ignores it.
    /// </summary>
    public required string Identifier { get; init; }

    /// <summary>Tokens in a window, 1 or more: on 0 the service would answer every question about the limit with an error.</summary>
    public required long Limit { get; init; }

    /// <summary>The length of the window, 1 s or more, sent in milliseconds.</summary>
    public required TimeSpan Duration { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Namespace);
        TextRule.Any.Check(Identifier);
        Rule.InRange(Limit, 1);
    }
}

/// <summary>Names the override to read.</summary>
public sealed class GetOverrideRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>rlns_…</c>) or the name of the namespace, 1 to 512 characters.</summary>
    public required string Namespace { get; init; }

    /// <summary>An identifier, 1 to 512 characters; the answer is the override that applies to it, patterns included.</summary>
    public required string Identifier { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Namespace);
        TextRule.Any.Check(Identifier);
    }
}

/// <summary>Names the override to delete.</summary>
public sealed class DeleteOverrideRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>rlns_…</c>) or the name of the namespace, 1 to 512 characters.</summary>
    public required string Namespace { get; init; }

    /// <summary>The identifier or pattern exactly as it was set, 1 to 512 characters.</summary>
    public required string Identifier { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Namespace);
        TextRule.Any.Check(Identifier);
    }
}
