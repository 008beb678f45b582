namespace ApiKeyAuth.Client;

/// <summary>Describes a new role.</summary>
public sealed class CreateRoleRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the name of the role, 1 to 128 characters; unique in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>Gets or sets the description of the role, at most 512 characters. The default is null: none.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// Gets or sets the slugs of the permissions that the role gives; those that do not exist are created. The default is null: none.
    /// </summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Name);
        TextRule.Any.CheckIfAny(Description);
        TextRule.Any.CheckEach(Permissions);
    }
}

/// <summary>Identifies the role to read.</summary>
public sealed class GetRoleRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>role_…</c>) or the name of the role.</summary>
    public required string Role { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Role);
}

/// <summary>Identifies the role to delete.</summary>
public sealed class DeleteRoleRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id (<c>role_…</c>) or the name of the role.</summary>
    public required string Role { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Role);
}

/// <summary>Describes all permissions of a role.</summary>
public sealed class SetRolePermissionsRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the role (<c>role_…</c>), not its name.</summary>
    public required string RoleId { get; init; }

    /// <summary>Gets or sets the permission slugs; those that do not exist are created. Empty: none.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(RoleId);
        Rule.Required(Permissions);
        TextRule.Any.CheckEach(Permissions);
    }
}
