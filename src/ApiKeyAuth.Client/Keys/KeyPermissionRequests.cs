namespace ApiKeyAuth.Client;

/// <summary>Describes permissions to add to a key.</summary>
public sealed class AddPermissionsRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Gets or sets the permission slugs, 1 to 1000; those that do not exist are created. An id is read as a slug.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Permissions);
        TextRule.Any.CheckEach(Permissions);
    }
}

/// <summary>Describes permissions to remove from a key.</summary>
public sealed class RemovePermissionsRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Gets or sets the slugs of existing permissions, 1 to 1000. Permissions from roles are kept.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Permissions);
        TextRule.Any.CheckEach(Permissions);
    }
}

/// <summary>Describes all permissions that a key holds itself.</summary>
public sealed class SetPermissionsRequest : IKeyServiceRequest
{
    /// <summary>Gets or sets the id of the key (<c>key_…</c>).</summary>
    public required string KeyId { get; init; }

    /// <summary>Gets or sets the permission slugs; those that do not exist are created. Empty: none.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    void IKeyServiceRequest.Validate()
    {
        TextRule.Any.Check(KeyId);
        Rule.Required(Permissions);
        TextRule.Any.CheckEach(Permissions);
    }
}
