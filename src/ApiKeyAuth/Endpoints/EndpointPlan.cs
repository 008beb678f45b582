using Microsoft.AspNetCore.Authorization;

namespace ApiKeyAuth;

/// <summary>What an endpoint asks of verifications under one policy.</summary>
internal sealed class EndpointPlan(AuthorizationPolicy? policy, EndpointDemand demand)
{
    public static readonly EndpointPlan Empty = new(null, EndpointDemand.None);

    /// <summary>For requests that no endpoint will answer.</summary>
    public static readonly EndpointPlan Free = new(null, EndpointDemand.None) { _plan = VerificationPlan.Free };

    private VerificationPlan? _plan;

    public EndpointDemand Demand => demand;

    public VerificationPlan Plan => _plan ??= demand.AddTo(policy is null ? VerificationPlan.Empty : PermissionPlan.For(policy));

    /// <summary>Whether an answer to the other plan leaves something of this one undone.</summary>
    public bool AsksOtherThan(EndpointPlan other) =>
        this != Empty && this != other && (Plan.Query?.Text != other.Plan.Query?.Text || !Plan.CountsAs(other.Plan));
}
