namespace ApiKeyAuth.Client;

/// <summary>Permissions that a key shall hold in addition.</summary>
public sealed class AddPermissionsRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Permission slugs, 1 to 1000; those that do not exist are created. An id would be taken for a slug.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Permissions);
        TextRule.Any.CheckEach(Permissions);
    }
}

/// <summary>Permissions that a key shall no longer hold itself.</summary>
public sealed class RemovePermissionsRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>The slugs of existing permissions, 1 to 1000. What a role gives stays.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Permissions);
        TextRule.Any.CheckEach(Permissions);
    }
}

/// <summary>All permissions that a key shall hold itself.</summary>
public sealed class SetPermissionsRequest : IKeyServiceRequest
{
    /// <summary>The id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Permission slugs; those that do not exist are created. Empty: none.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Permissions);
        TextRule.Any.CheckEach(Permissions);
    }
}
