namespace ApiKeyAuth.Client;

/// <summary>Roles that a key shall have in addition.</summary>
public sealed class AddRolesRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>The names of existing roles, 1 to 100.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Roles);
        TextRule.Any.CheckEach(Roles);
    }
}

/// <summary>Roles that a key shall no longer have.</summary>
public sealed class RemoveRolesRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>The names of existing roles, 1 to 100.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Roles);
        TextRule.Any.CheckEach(Roles);
    }
}

/// <summary>All roles that a key shall have.</summary>
public sealed class SetRolesRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>The names of existing roles, at most 100. Empty: none.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Roles);
        TextRule.Any.CheckEach(Roles);
    }
}
