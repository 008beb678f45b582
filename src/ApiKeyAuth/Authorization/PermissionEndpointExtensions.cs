using ApiKeyAuth;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Requires permissions on endpoints and groups.</summary>
public static class PermissionEndpointExtensions
{
    /// <summary>Lets only keys in that satisfy a permission query, as <see cref="RequirePermissionAttribute"/> does.</summary>
    /// <typeparam name="TBuilder">The endpoint or group.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="query">
    /// The query, 1 to 1000 characters, such as <c>keys.read AND keys.write</c>. One that does not parse stops the app when it starts.
    /// </param>
    /// <returns>The same endpoint or group.</returns>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string query)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(query);
        return builder.RequireAuthorization(new RequirePermissionAttribute(query));
    }
}
