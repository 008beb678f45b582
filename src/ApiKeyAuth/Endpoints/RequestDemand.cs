using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using static System.FormattableString;

namespace ApiKeyAuth;

/// <summary>Completes the plan of an endpoint by the request.</summary>
internal static class RequestDemand
{
    /// <returns>The plan, or what the service would not accept of it.</returns>
    public static async ValueTask<(VerificationPlan Plan, string? Problem)> ResolveAsync(EndpointDemand demand, VerificationPlan plan, HttpContext context)
    {
        // The negotiation of this connection has paid. With an empty id SignalR opens a connection that nobody has paid for.
        if (demand.IsHub && !StringValues.IsNullOrEmpty(context.Request.Query["id"]))
        {
            return (plan with { Cost = 0, Limits = [] }, null);
        }

        if (demand.CostOfRequest is { } costOfRequest)
        {
            var cost = await costOfRequest(context);
            if (!DemandRules.IsCost(cost))
            {
                return (plan, Invariant($"the credit cost of the request is {cost}; it must be 0 up to {DemandRules.MaxCost}."));
            }

            plan = plan with { Cost = EndpointDemand.OtherThanDefault(cost) };
        }

        var limits = plan.Limits.ToArray();
        for (var i = 0; i < limits.Length; i++)
        {
            if (demand.Limits[i].CostOfRequest is not { } costOfLimit)
            {
                continue;
            }

            var cost = await costOfLimit(context);
            if (!DemandRules.IsCost(cost))
            {
                return (plan, Invariant($"the cost of the rate limit '{limits[i].Name}' is {cost}; it must be 0 up to {DemandRules.MaxCost}."));
            }

            limits[i] = limits[i] with { Cost = EndpointDemand.OtherThanDefault(cost) };
        }

        return (plan with { Limits = limits }, null);
    }
}
