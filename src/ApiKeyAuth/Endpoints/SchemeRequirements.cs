using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace ApiKeyAuth;

/// <summary>What an endpoint requires of verifications under one policy.</summary>
internal sealed class SchemeRequirements(AuthorizationPolicy? policy, EndpointRequirements endpointRequirements)
{
    public static readonly SchemeRequirements Empty = new(null, EndpointRequirements.None);

    /// <summary>The requirements of requests that no endpoint handles.</summary>
    public static readonly SchemeRequirements Free = new(null, EndpointRequirements.None) { _exact = VerificationRequirements.Free, _wildcard = VerificationRequirements.Free };

    private readonly bool _dependsOnRoute = policy?.Requirements.OfType<DeclaredPermission>().Any(permission => permission.Parameters.Count > 0) == true;

    private VerificationRequirements? _exact;
    private VerificationRequirements? _wildcard;

    public EndpointRequirements Requirements => endpointRequirements;

    /// <returns>The requirements, or null if a route value makes a permission that no key has.</returns>
    public VerificationRequirements? For(bool allowWildcards, RouteValueDictionary values) =>
        !_dependsOnRoute ? Constant(allowWildcards)
        : DeclaredPolicies.Resolve(policy!, values) is var filled && filled.Requirements.OfType<ImpossiblePermission>().Any() ? null
        : endpointRequirements.AddTo(PermissionQueries.For(filled, allowWildcards));

    /// <summary>Returns whether a verification for the other requirements does not cover these.</summary>
    public bool DiffersFrom(SchemeRequirements other) =>
        this != Empty && this != other && (_dependsOnRoute || Differs(Constant(allowWildcards: false), other.Constant(allowWildcards: false)));

    private static bool Differs(VerificationRequirements requirements, VerificationRequirements other) => requirements.Query?.Text != other.Query?.Text || !requirements.CountsAs(other);

    private VerificationRequirements Constant(bool allowWildcards) =>
        allowWildcards ? _wildcard ??= Create(allowWildcards: true) : _exact ??= Create(allowWildcards: false);

    private VerificationRequirements Create(bool allowWildcards) =>
        endpointRequirements.AddTo(policy is null ? VerificationRequirements.Empty : PermissionQueries.For(DeclaredPolicies.Resolve(policy, []), allowWildcards));
}
