namespace ApiKeyAuth.Client;

/// <summary>Which overrides to list.</summary>
public sealed record ListOverridesRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>rlns_…</c>) or the name of the namespace, 1 to 512 characters.</summary>
    public required string Namespace { get; init; }

    /// <summary>Gets or sets the number of overrides on a page, 1 to 100. The default is null, for which the service uses 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Gets or sets the cursor of the page, from the page before. The default is null: the first page.</summary>
    public string? Cursor { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Namespace);
        TextRule.Any.CheckIfAny(Cursor);
    }
}
