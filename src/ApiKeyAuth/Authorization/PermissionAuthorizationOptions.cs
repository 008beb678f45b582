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
}
