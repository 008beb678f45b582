using System.Security.Claims;

namespace ApiKeyAuth;

// What endpoints and callers see of a verification.
public partial class ApiKeyOptions
{
    /// <summary>The app's own code at the steps of a verification.</summary>
    public new ApiKeyEvents Events
    {
        get => (ApiKeyEvents)base.Events!;
        set => base.Events = value;
    }

    /// <summary>The status for a key with too few credits.</summary>
    /// <value>Default: 429. 402 or 403 otherwise.</value>
    public int UsageExceededStatusCode { get; set; } = 429;

    /// <summary>
    /// Gets or sets whether a 401 says why the key is not valid (unknown, disabled or expired) and carries the service's request id. It tells
    /// a thief as much as the owner.
    /// </summary>
    /// <value>The default is false: unknown, disabled and expired keys look the same.</value>
    public bool IncludeErrorDetails { get; set; }

    /// <summary>
    /// Whether answers carry the rate limits that a live verification looked at (<c>RateLimit</c>, <c>RateLimit-Policy</c>) and the
    /// credits that it left (<c>ApiKey-Credits-Remaining</c>).
    /// </summary>
    /// <value>Default: false.</value>
    public bool IncludeRateLimitHeaders { get; set; }

    /// <summary>
    /// Whether a permission such as <c>documents.*</c> covers <c>documents.read</c>, and <c>*</c> everything. The service takes them
    /// literally, so each permission that is asked for is then also sent in its wildcard forms.
    /// </summary>
    /// <value>Default: false.</value>
    public bool AllowPermissionWildcards { get; set; }

    /// <summary>Which members of a key's metadata become claims: names of members, and the claim types to use. Objects do not.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> MetaClaims { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Whom to let in as while the service does not answer (faults, timeouts, 5xx, an open circuit breaker), where <see cref="OutageMode"/>
    /// has nobody to let in. Null: nobody. Nothing is known of the key: the principal must say what such a caller may do.
    /// </summary>
    /// <value>Default: null.</value>
    public Func<ApiKeyServiceUnavailableContext, Task<ClaimsPrincipal?>>? OutagePrincipal { get; set; }
}
