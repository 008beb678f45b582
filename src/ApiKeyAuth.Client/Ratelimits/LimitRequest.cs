namespace ApiKeyAuth.Client;

/// <summary>Describes tokens to take from a stand-alone rate limit.</summary>
public sealed class LimitRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>rlns_…</c>) or the name of the namespace, 1 to 512 characters; one that does not exist is created.</summary>
    public required string Namespace { get; init; }

    /// <summary>Gets or sets the identifier to count, 1 to 512 characters.</summary>
    public required string Identifier { get; init; }

    /// <summary>Gets or sets the number of tokens in a window, 1 or more.</summary>
    public required long Limit { get; init; }

    /// <summary>Gets or sets the length of the window, 1 s to 30 days, sent in milliseconds.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// Gets or sets the number of tokens to take, 0 or more; 0 looks without taking any. The default is null, for which the service uses 1.
    /// </summary>
    public long? Cost { get; init; }

    string? IKeyServiceRequest.Variant => Cost == 0 ? KeyServiceOperations.CostOfZero : null;

    void IKeyServiceRequest.Validate() => Validate(at: default);

    internal void Validate(ArgumentPath at)
    {
        TextRule.Any.Check(Namespace, at);
        TextRule.Any.Check(Identifier, at);
    }
}
