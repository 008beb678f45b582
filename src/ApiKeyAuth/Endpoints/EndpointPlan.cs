using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>What an endpoint asks of verifications under one policy.</summary>
internal sealed class EndpointPlan(AuthorizationPolicy? policy, EndpointDemand demand)
{
    public static readonly EndpointPlan Empty = new(null, EndpointDemand.None);

    /// <summary>For requests that no endpoint will answer.</summary>
    public static readonly EndpointPlan Free = new(null, EndpointDemand.None) { _exact = VerificationPlan.Free, _wildcard = VerificationPlan.Free };

    private VerificationPlan? _exact;
    private VerificationPlan? _wildcard;

    public EndpointDemand Demand => demand;

    public VerificationPlan For(bool allowWildcards) =>
        allowWildcards ? _wildcard ??= Create(allowWildcards: true) : _exact ??= Create(allowWildcards: false);

    /// <summary>Whether an answer to the other plan leaves something of this one undone.</summary>
    public bool AsksOtherThan(EndpointPlan other) =>
        this != Empty && this != other && Differs(For(allowWildcards: false), other.For(allowWildcards: false));

    private static bool Differs(VerificationPlan plan, VerificationPlan other) => plan.Query?.Text != other.Query?.Text || !plan.CountsAs(other);

    private VerificationPlan Create(bool allowWildcards) =>
        demand.AddTo(policy is null ? VerificationPlan.Empty : PermissionPlan.For(policy, allowWildcards));
}
