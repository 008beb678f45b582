using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>Requires that the key satisfies a permission query.</summary>
/// <param name="query">The query.</param>
public sealed class PermissionRequirement(PermissionQuery query) : IAuthorizationRequirement
{
    /// <summary>Gets the query that the permissions of one key must satisfy.</summary>
    public PermissionQuery Query { get; } = query ?? throw new ArgumentNullException(nameof(query));

    /// <summary>Gets the policy name that the permission was read from. The default is null: code created the requirement.</summary>
    internal string? PolicyName { get; init; }

    /// <summary>Returns the requirement as a sentence for logs.</summary>
    /// <returns>A sentence.</returns>
    public override string ToString() => $"The API key must satisfy the permission query '{Query.Text}'.";
}
