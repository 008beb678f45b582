using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>
/// Requires that the key satisfies a permission query, such as <c>keys.read AND (keys.write OR reports.export)</c>. A key must satisfy all
/// such attributes of an endpoint.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = true)]
public sealed class RequirePermissionAttribute : AuthorizeAttribute
{
    internal const string PolicyPrefix = "ApiKeyAuth.Permission:";

    /// <summary>Requires a permission query.</summary>
    /// <param name="query">The query, 1 to 1000 characters. One that does not parse stops the app when it starts.</param>
    public RequirePermissionAttribute(string query)
        : base(PolicyPrefix + query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Query = query;
    }

    /// <summary>Gets the query that a key must satisfy.</summary>
    public string Query { get; }
}
