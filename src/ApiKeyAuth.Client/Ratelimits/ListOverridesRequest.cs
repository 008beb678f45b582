namespace ApiKeyAuth.Client;

/// <summary>Which overrides to list.</summary>
public sealed record ListOverridesRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>rlns_…</c>) or the name of the namespace, 1 to 512 characters.</summary>
    public required string Namespace { get; init; }

    /// <summary>Overrides on a page, 1 to 100. Default: 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page begins, from the page before. Default: at the beginning.</summary>
    public string? Cursor { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Namespace);
        TextRule.Any.CheckIfAny(Cursor);
    }
}
