using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A role of the workspace: a name for several permissions.</summary>
public sealed class KeyServiceRole
{
    /// <summary>The id of the role (<c>role_…</c>).</summary>
    [JsonRequired]
    public string Id { get; init; } = "";

    /// <summary>The name of the role.</summary>
    [JsonRequired]
    public string Name { get; init; } = "";

    /// <summary>What the role is about.</summary>
    public string? Description { get; init; }

    /// <summary>The permissions that the role gives.</summary>
    public IReadOnlyList<KeyServicePermission>? Permissions { get; init; }
}
