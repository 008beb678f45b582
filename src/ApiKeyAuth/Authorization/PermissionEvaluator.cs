using System.Runtime.CompilerServices;
using System.Security.Claims;
using ApiKeyAuth.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApiKeyAuth;

/// <summary>
/// Evaluates permissions, one identity at a time: the permissions of two keys are not combined. The same for requirements and for code that
/// only has a principal, which finds this evaluator through its identities.
/// </summary>
internal sealed class PermissionEvaluator(IOptions<PermissionAuthorizationOptions> options, ILogger<PermissionEvaluator> logger)
{
    private static readonly ConditionalWeakTable<ClaimsIdentity, PermissionEvaluator> OfOtherSchemes = [];

    // For identities that the app's own code makes during a request: they have been seen by no authentication.
    private static readonly AsyncLocal<PermissionEvaluator?> OfRequest = new();

    private readonly ISet<string> _claimTypes = options.Value.ClaimTypes;

    public ILogger Logger => logger;

    /// <summary>Whether claims of other schemes may count.</summary>
    public bool ReadsClaims => _claimTypes.Count > 0;

    /// <summary>The evaluator of the app that authenticated a principal.</summary>
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

    /// <summary>Lets code find this evaluator until the request ends.</summary>
    public void AttachToRequest() => OfRequest.Value = this;

    /// <summary>Lets the identities of other schemes find this evaluator, if their claims may count.</summary>
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
