namespace ApiKeyAuth.Client;

/// <summary>Describes a new permission.</summary>
public sealed class CreatePermissionRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the display name, 1 to 512 characters; another permission may have the same.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Gets or sets the slug that keys hold and queries name, 1 to 128 letters, digits, <c>_</c>, <c>:</c>, <c>-</c>, <c>.</c> and <c>*</c>;
    /// unique in any letter case.
    /// </summary>
    public required string Slug { get; init; }

    /// <summary>Gets or sets the description of the permission, at most 512 characters. The default is null: none.</summary>
    public string? Description { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Name);
        TextRule.Any.Check(Slug);
        TextRule.Any.CheckIfAny(Description);
    }
}

/// <summary>Identifies the permission to read.</summary>
public sealed class GetPermissionRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>perm_…</c>) or the slug of the permission.</summary>
    public required string Permission { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Permission);
}

/// <summary>Identifies the permission to delete.</summary>
public sealed class DeletePermissionRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>perm_…</c>) or the slug of the permission.</summary>
    public required string Permission { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Permission);
}
