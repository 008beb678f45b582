using ApiKeyAuth;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Requires permissions on endpoints and groups.</summary>
public static class PermissionEndpointExtensions
{
    /// <summary>Requires that the key satisfies a permission query, as <see cref="RequirePermissionAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="query">The query, 1 to 1000 characters, such as <c>keys.read AND keys.write</c>. A query that does not parse fails startup.</param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string query)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(query);
        return builder.RequireAuthorization(new RequirePermissionAttribute(query));
    }
}
