using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace ApiKeyAuth;

/// <summary>What an endpoint asks of verifications under one policy.</summary>
internal sealed class EndpointPlan(AuthorizationPolicy? policy, EndpointDemand demand)
{
    public static readonly EndpointPlan Empty = new(null, EndpointDemand.None);

    /// <summary>For requests that no endpoint will answer.</summary>
    public static readonly EndpointPlan Free = new(null, EndpointDemand.None) { _exact = VerificationPlan.Free, _wildcard = VerificationPlan.Free };

    private readonly bool _dependsOnRoute = policy?.Requirements.OfType<DeclaredPermission>().Any(permission => permission.Parameters.Count > 0) == true;

    private VerificationPlan? _exact;
    private VerificationPlan? _wildcard;

    public EndpointDemand Demand => demand;

    /// <returns>The plan, or null if a route value makes a permission that no key holds.</returns>
    public VerificationPlan? For(bool allowWildcards, RouteValueDictionary values) =>
        !_dependsOnRoute ? Constant(allowWildcards)
        : DeclaredPolicies.Resolve(policy!, values) is var filled && filled.Requirements.OfType<ImpossiblePermission>().Any() ? null
        : demand.AddTo(PermissionPlan.For(filled, allowWildcards));

    /// <summary>Whether an answer to the other plan leaves something of this one undone.</summary>
    public bool AsksOtherThan(EndpointPlan other) =>
        this != Empty && this != other && (_dependsOnRoute || Differs(Constant(allowWildcards: false), other.Constant(allowWildcards: false)));

    private static bool Differs(VerificationPlan plan, VerificationPlan other) => plan.Query?.Text != other.Query?.Text || !plan.CountsAs(other);

    private VerificationPlan Constant(bool allowWildcards) =>
        allowWildcards ? _wildcard ??= Create(allowWildcards: true) : _exact ??= Create(allowWildcards: false);

    private VerificationPlan Create(bool allowWildcards) =>
        demand.AddTo(policy is null ? VerificationPlan.Empty : PermissionPlan.For(DeclaredPolicies.Resolve(policy, []), allowWildcards));
}
