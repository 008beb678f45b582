using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>
/// Lets only keys in that satisfy a permission query, such as <c>keys.read AND (keys.write OR reports.export)</c>. Several combine: the
/// key must satisfy all of them.
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

    /// <summary>The query that a key must satisfy.</summary>
    public string Query { get; }
}
