namespace ApiKeyAuth.Client;

/// <summary>Which permissions to list.</summary>
public sealed record ListPermissionsRequest : IKeyServiceRequest
{
    /// <summary>Permissions on a page, 1 to 100. Default: 100.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page begins, from the page before. Default: at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only permissions whose id, name, slug or description has this text in it; at most 256 characters. Default: all.</summary>
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
    /// <summary>Roles on a page, 1 to 100. Default: 100.</summary>
    public int? Limit { get; init; }

    /// <summary>Where the page begins, from the page before. Default: at the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only roles whose id, name or description has this text in it; at most 256 characters. Default: all.</summary>
    public string? Search { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.CheckIfAny(Cursor);
        TextRule.Any.CheckIfAny(Search);
    }
}
