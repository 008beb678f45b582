namespace ApiKeyAuth;

/// <summary>Options of permission checks, for all schemes of the app.</summary>
public sealed class PermissionAuthorizationOptions
{
    /// <summary>
    /// Gets the claim types whose values are permissions of callers that other schemes authenticated, such as <c>scope</c>. Blanks separate
    /// several values in a claim. Permissions of API keys come from the key service alone. The default is empty: claims of other schemes
    /// are not permissions.
    /// </summary>
    public ISet<string> ClaimTypes { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Gets every permission that endpoints of the app may require, such as <c>keys.read</c>, and every template, such as
    /// <c>documents.{team}.read</c>. If it has any entry, an endpoint that requires another permission fails startup. Permissions that code
    /// checks while the app runs are not restricted. The default is empty: endpoints may require any permission.
    /// </summary>
    public ISet<string> Known { get; } = new HashSet<string>(StringComparer.Ordinal);
}
