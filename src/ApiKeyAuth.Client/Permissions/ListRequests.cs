namespace ApiKeyAuth.Client;

/// <summary>Which permissions to list.</summary>
public sealed record ListPermissionsRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the number of permissions on a page, 1 to 100. The default is null, for which the service uses 100.</summary>
    public int? Limit { get; init; }

    /// <summary>Gets or sets the cursor of the page, from the page before. The default is null: the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// Gets or sets the text that the id, name, slug or description of the listed permissions contains; at most 256 characters. The default is
    /// null: no filter.
    /// </summary>
    public string? Search { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.CheckIfAny(Cursor);
        TextRule.Any.CheckIfAny(Search);
    }
}

/// <summary>Which roles to list.</summary>
public sealed record ListRolesRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the number of roles on a page, 1 to 100. The default is null, for which the service uses 100.</summary>
    public int? Limit { get; init; }

    /// <summary>Gets or sets the cursor of the page, from the page before. The default is null: the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>
    /// Gets or sets the text that the id, name or description of the listed roles contains; at most 256 characters. The default is null: no
    /// filter.
    /// </summary>
    public string? Search { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.CheckIfAny(Cursor);
        TextRule.Any.CheckIfAny(Search);
    }
}
