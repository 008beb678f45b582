using System.Runtime.CompilerServices;
using System.Security.Claims;
using ApiKeyAuth.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Evaluates permissions, one identity at a time: the permissions of two keys are not combined. Requirements use it, and so does code that
/// only has a principal, which finds this evaluator through its identities.
/// </summary>
internal sealed class PermissionEvaluator(IOptions<PermissionAuthorizationOptions> options, ILogger<PermissionEvaluator> logger)
{
    private static readonly ConditionalWeakTable<ClaimsIdentity, PermissionEvaluator> OfOtherSchemes = [];

    // For identities that the app's code creates during a request: no authentication has processed them.
    private static readonly AsyncLocal<PermissionEvaluator?> OfRequest = new();

    private readonly ISet<string> _claimTypes = options.Value.ClaimTypes;

    public ILogger Logger => logger;

    /// <summary>Whether claims of other schemes may be permissions.</summary>
    public bool ReadsClaims => _claimTypes.Count > 0;

    /// <summary>Returns the evaluator of the app that authenticated a principal.</summary>
    public static PermissionEvaluator? Of(ClaimsPrincipal principal)
    {
        foreach (var identity in principal.Identities)
        {
            if (identity is ApiKeyIdentity { Evaluator: { } own } || (identity is not ApiKeyIdentity && OfOtherSchemes.TryGetValue(identity, out own)))
            {
                return own;
            }
        }

        return OfRequest.Value;
    }

    /// <summary>Makes this evaluator available to code until the request ends.</summary>
    public void AttachToRequest() => OfRequest.Value = this;

    /// <summary>Makes this evaluator available through the identities of other schemes, if their claims may be permissions.</summary>
    public void Attach(ClaimsPrincipal? principal)
    {
        if (!ReadsClaims || principal is null)
        {
            return;
        }

        foreach (var identity in principal.Identities)
        {
            if (identity is not ApiKeyIdentity && !OfOtherSchemes.TryGetValue(identity, out _))
            {
                OfOtherSchemes.AddOrUpdate(identity, this);
            }
        }
    }

    public bool IsSatisfied(ClaimsPrincipal principal, PermissionQuery query)
    {
        foreach (var identity in principal.Identities)
        {
            if (identity is ApiKeyIdentity key ? key.Satisfies(query) : IsSatisfiedByClaims(identity, query))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsSatisfiedByClaims(ClaimsIdentity identity, PermissionQuery query) =>
        ReadsClaims
        && identity.IsAuthenticated
        && query.IsSatisfiedBy(
            identity.Claims.Where(claim => _claimTypes.Contains(claim.Type)).SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
