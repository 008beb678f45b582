namespace ApiKeyAuth;

/// <summary>How permissions are judged, for all schemes of the app.</summary>
public sealed class PermissionAuthorizationOptions
{
    /// <summary>
    /// Claim types whose values count as permissions of callers that other schemes let in, such as <c>scope</c>; several values in a claim
    /// are separated by blanks. What API keys may do is taken from the service alone.
    /// </summary>
    /// <value>Default: none, other schemes' claims do not count.</value>
    public ISet<string> ClaimTypes { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Gets every permission that endpoints of the app may require, such as <c>keys.read</c>, and every template, such as
    /// <c>documents.{team}.read</c>. If there is any, an endpoint that requires another permission fails startup. Permissions that code checks
    /// while the app runs are not restricted.
    /// </summary>
    /// <value>The default is empty: endpoints may require any permission.</value>
    public ISet<string> Known { get; } = new HashSet<string>(StringComparer.Ordinal);
}
