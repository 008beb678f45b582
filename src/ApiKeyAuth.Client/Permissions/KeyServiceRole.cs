using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A role of the workspace: a name for several permissions.</summary>
public sealed class KeyServiceRole
{
    /// <summary>Gets the id of the role (<c>role_…</c>).</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>Gets the name of the role.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>Gets the description of the role.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the permissions that the role gives.</summary>
    public IReadOnlyList<KeyServicePermission>? Permissions { get; init; }
}
