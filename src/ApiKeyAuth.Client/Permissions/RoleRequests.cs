namespace ApiKeyAuth.Client;

/// <summary>What a new role shall be.</summary>
public sealed class CreateRoleRequest : IKeyServiceRequest
{
    /// <summary>The name of the role, 1 to 128 characters; unique in any letter case.</summary>
    public required string Name { get; init; }

    /// <summary>What the role is about, at most 512 characters. Default: none.</summary>
    public string? Description { get; init; }

    /// <summary>The slugs of the permissions that the role gives; those that do not exist are created. Default: none.</summary>
    public IReadOnlyList<string>? Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(Name);
        TextRule.Any.CheckIfAny(Description);
        TextRule.Any.CheckEach(Permissions);
    }
}

/// <summary>Names the role to read.</summary>
public sealed class GetRoleRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>role_…</c>) or the name of the role.</summary>
    public required string Role { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Role);
}

/// <summary>Names the role to delete.</summary>
public sealed class DeleteRoleRequest : IKeyServiceRequest
{
    /// <summary>The id (<c>role_…</c>) or the name of the role.</summary>
    public required string Role { get; init; }

    void IKeyServiceRequest.Validate() => TextRule.Any.Check(Role);
}

/// <summary>All permissions that a role shall give.</summary>
public sealed class SetRolePermissionsRequest : IKeyServiceRequest
{
    /// <summary>The id of the role (<c>role_…</c>), not its name.</summary>
    public required string RoleId { get; init; }

    /// <summary>Permission slugs; those that do not exist are created. Empty: none.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(RoleId);
        Rule.Required(Permissions);
        TextRule.Any.CheckEach(Permissions);
    }
}
