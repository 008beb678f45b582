using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>The policy that authorization uses for an endpoint. Null means that every request is accepted.</summary>
internal sealed record EndpointPolicy(AuthorizationPolicy? Policy, SchemeRequirements Plan)
{
    public static readonly EndpointPolicy Anonymous = new(null, SchemeRequirements.Empty);

    /// <summary>The policy of a rejection without a fallback policy: only an eager scheme verifies there.</summary>
    public static readonly EndpointPolicy Unanswered = new(null, SchemeRequirements.Free);

    public bool Reaches(string scheme) =>
        Policy is { AuthenticationSchemes: var schemes } && (schemes.Count == 0 || schemes.Contains(scheme, StringComparer.Ordinal));

    public SchemeRequirements RequirementsFor(string scheme) => Policy is null || Reaches(scheme) ? Plan : SchemeRequirements.Empty;
}
