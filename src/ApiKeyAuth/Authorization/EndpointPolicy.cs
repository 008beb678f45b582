using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>The policy that authorization will use for an endpoint. Null: everybody is let in.</summary>
internal sealed record EndpointPolicy(AuthorizationPolicy? Policy, EndpointPlan Plan)
{
    public static readonly EndpointPolicy Anonymous = new(null, EndpointPlan.Empty);

    public bool Reaches(string scheme) =>
        Policy is { AuthenticationSchemes: var schemes } && (schemes.Count == 0 || schemes.Contains(scheme, StringComparer.Ordinal));

    public EndpointPlan PlanFor(string scheme) => Reaches(scheme) ? Plan : EndpointPlan.Empty;
}
