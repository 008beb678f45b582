using ApiKeyAuth.Client;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace ApiKeyAuth;

/// <summary>
/// A permission query that a policy name carries. Only endpoint metadata may mean a query by a name, so nothing satisfies this requirement
/// until <see cref="DeclaredPolicies"/> replaces it by the query, for the request that the endpoint matches.
/// </summary>
internal sealed class DeclaredPermission : IAuthorizationRequirement
{
    private readonly PermissionTemplate _template;
    private readonly PermissionRequirement? _constant;

    public DeclaredPermission(string policyName, string text, PermissionTemplate template)
    {
        (PolicyName, Text, _template) = (policyName, text, template);
        Parameters = [.. template.Parameters];
        _constant = Parameters.Count == 0 ? new PermissionRequirement(template.Shape) : null;
    }

    /// <summary>Gets the policy name that carries the query.</summary>
    public string PolicyName { get; }

    public string Text { get; }

    /// <summary>Gets the names of the route values that the query depends on.</summary>
    public IReadOnlyList<string> Parameters { get; }

    public PermissionQuery Shape => _template.Shape;

    /// <returns>The query's requirement, or null if a route value is not allowed in it.</returns>
    public PermissionRequirement? Resolve(RouteValueDictionary values) =>
        _constant ?? (_template.Fill(values) is { } query ? new PermissionRequirement(query) : null);

    public override string ToString() => $"The API key must satisfy the permission query '{Text}'.";
}

/// <summary>A permission that no key holds, since data in it is missing or has characters that data must not have.</summary>
internal sealed class ImpossiblePermission : IAuthorizationRequirement
{
    public override string ToString() => "Data in the permission is missing or not made of letters, digits, _ and -.";
}
