using System.Security.Claims;

namespace ApiKeyAuth;

// What endpoints and callers see of a verification.
public partial class ApiKeyOptions
{
    /// <summary>Gets or sets the events: code of the app that runs at the steps of a verification.</summary>
    public new ApiKeyEvents Events
    {
        get => (ApiKeyEvents)base.Events!;
        set => base.Events = value;
    }

    /// <summary>Gets or sets the HTTP status for a key with too few credits: 402, 403 or 429. The default is 429.</summary>
    public int UsageExceededStatusCode { get; set; } = 429;

    /// <summary>
    /// Gets or sets whether a 401 names the reason why the key is not valid (unknown, disabled or expired) and carries the key service's
    /// request id. A thief can read the reason as well as the owner. The default is false: responses to unknown, disabled and expired keys
    /// are identical.
    /// </summary>
    public bool IncludeErrorDetails { get; set; }

    /// <summary>
    /// Gets or sets whether responses carry the rate limits that an uncached verification checked (<c>RateLimit</c>,
    /// <c>RateLimit-Policy</c>) and the credits that it left (<c>ApiKey-Credits-Remaining</c>). The default is false.
    /// </summary>
    public bool IncludeRateLimitHeaders { get; set; }

    /// <summary>
    /// Gets or sets whether a permission such as <c>documents.*</c> covers <c>documents.read</c>, and <c>*</c> covers every permission. The
    /// key service compares permissions literally, so each required permission is then also sent in its wildcard forms. The default is
    /// false.
    /// </summary>
    public bool AllowPermissionWildcards { get; set; }

    /// <summary>
    /// Gets or sets the members of a key's metadata that become claims: the name of the member and the claim type. Members that are objects do not
    /// become claims. The default is empty: no member becomes a claim.
    /// </summary>
    public IDictionary<string, string> MetaClaims { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Gets or sets a delegate that returns the principal of a request while the key service is unavailable (network errors, timeouts, 5xx,
    /// an open circuit breaker) and <see cref="OutageMode"/> does not accept its key. If it returns null, the request fails with 503.
    /// Nothing is known of the key, so the principal must carry what the caller may do. The default is null: no such request is accepted.
    /// </summary>
    public Func<ApiKeyServiceUnavailableContext, Task<ClaimsPrincipal?>>? OutagePrincipal { get; set; }
}
