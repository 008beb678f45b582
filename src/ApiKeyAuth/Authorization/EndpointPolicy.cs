using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>The policy that authorization will use for an endpoint. Null: everybody is let in.</summary>
internal sealed record EndpointPolicy(AuthorizationPolicy? Policy, EndpointPlan Plan)
{
    public static readonly EndpointPolicy Anonymous = new(null, EndpointPlan.Empty);

    /// <summary>For a rejection without a fallback policy: only an eager scheme verifies there.</summary>
    public static readonly EndpointPolicy Unanswered = new(null, EndpointPlan.Free);

    public bool Reaches(string scheme) =>
        Policy is { AuthenticationSchemes: var schemes } && (schemes.Count == 0 || schemes.Contains(scheme, StringComparer.Ordinal));

    public EndpointPlan PlanFor(string scheme) => Policy is null || Reaches(scheme) ? Plan : EndpointPlan.Empty;
}
