namespace ApiKeyAuth.Client;

/// <summary>Which identities to list.</summary>
public sealed record ListIdentitiesRequest : IKeyServiceRequest
{
    /// <summary>Identities on a page, 1 to 100. Default: 100.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page begins, from the page before. Default: at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only identities whose id or external id has this text in it, in any letter case; at most 256 characters. Default: all.</summary>
    public string? Search { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.CheckIfAny(Cursor);
        TextRule.Any.CheckIfAny(Search);
    }
}
