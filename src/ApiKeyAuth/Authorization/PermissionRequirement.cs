using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>The key must satisfy a permission query.</summary>
/// <param name="query">The query.</param>
public sealed class PermissionRequirement(PermissionQuery query) : IAuthorizationRequirement
{
    /// <summary>Gets the query that the permissions of one key must satisfy.</summary>
    public PermissionQuery Query { get; } = query ?? throw new ArgumentNullException(nameof(query));

    /// <summary>Gets the policy name that the permission was read from. The default is null: the requirement was made by code.</summary>
    internal string? PolicyName { get; init; }

    /// <summary>Returns the requirement for people, as it appears in logs.</summary>
    /// <returns>A sentence.</returns>
    public override string ToString() => $"The API key must satisfy the permission query '{Query.Text}'.";
}
