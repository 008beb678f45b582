namespace ApiKeyAuth.Client;

/// <summary>Describes roles to add to a key.</summary>
public sealed class AddRolesRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Gets or sets the names of existing roles, 1 to 100.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Roles);
        TextRule.Any.CheckEach(Roles);
    }
}

/// <summary>Describes roles to remove from a key.</summary>
public sealed class RemoveRolesRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Gets or sets the names of existing roles, 1 to 100.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Roles);
        TextRule.Any.CheckEach(Roles);
    }
}

/// <summary>Describes all roles of a key.</summary>
public sealed class SetRolesRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Gets or sets the names of existing roles, at most 100. Empty: none.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Roles);
        TextRule.Any.CheckEach(Roles);
    }
}
