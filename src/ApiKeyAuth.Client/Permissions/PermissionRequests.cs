namespace ApiKeyAuth.Client;

/// <summary>What a new permission shall be.</summary>
public sealed class CreatePermissionRequest : IKeyServiceRequest
{
    /// <summary>A name for people, 1 to 512 characters; another permission may have the same.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// What keys hold and queries ask for, 1 to 128 letters, digits, <c>_</c>, <c>:</c>, <c>-</c>, <c>.</c> and <c>*</c>; unique in any
    /// letter case.
    /// </summary>
    public required string Slug { get; init; }

    /// <summary>What the permission is about, at most 512 characters. Default: none.</summary>
    public string? Description { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Name);
        TextRule.Any.Check(Slug);
        TextRule.Any.CheckIfAny(Description);
    }
}

/// <summary>Names the permission to read.</summary>
public sealed class GetPermissionRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>perm_…</c>) or the slug of the permission.</summary>
    public required string Permission { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Permission);
}

/// <summary>Names the permission to delete.</summary>
public sealed class DeletePermissionRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>perm_…</c>) or the slug of the permission.</summary>
    public required string Permission { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Permission);
}
