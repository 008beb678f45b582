using System.Text.Json.Serialization;

namespace ApiKeyAuth.Client;

/// <summary>A new permission.</summary>
public sealed class CreatePermissionResult
{
    /// <summary>Gets the id of the permission (<c>perm_…</c>).</summary>
    [JsonRequired]
    public string PermissionId { get; init; } = "";
}

/// <summary>A new role.</summary>
public sealed class CreateRoleResult
{
    /// <summary>Gets the id of the role (<c>role_…</c>).</summary>
    [JsonRequired]
    public string RoleId { get; init; } = "";
}
