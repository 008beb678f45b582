using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using static System.FormattableString;

namespace ApiKeyAuth;

/// <summary>Completes the requirements of an endpoint with the values of a request.</summary>
internal static class RequestRequirements
{
    /// <returns>The requirements, or the value that the key service does not accept.</returns>
    public static async ValueTask<(VerificationRequirements Plan, string? Problem)> ResolveAsync(EndpointRequirements endpointRequirements, VerificationRequirements requirements, HttpContext context)
    {
        // The negotiation of this connection was charged. With an empty id SignalR opens a connection without a negotiation.
        if (endpointRequirements.IsHub && !StringValues.IsNullOrEmpty(context.Request.Query["id"]))
        {
            return (requirements with { Cost = 0, Limits = [] }, null);
        }

        if (endpointRequirements.CostOfRequest is { } costOfRequest)
        {
            var cost = await costOfRequest(context);
            if (!EndpointRequirementsRules.IsCost(cost))
            {
                return (requirements, Invariant($"the credit cost of the request is {cost}; it must be 0 up to {EndpointRequirementsRules.MaxCost}."));
            }

            requirements = requirements with { Cost = EndpointRequirements.OtherThanDefault(cost) };
        }

        var limits = requirements.Limits.ToArray();
        for (var i = 0; i < limits.Length; i++)
        {
            if (endpointRequirements.Limits[i].CostOfRequest is not { } costOfLimit)
            {
                continue;
            }

            var cost = await costOfLimit(context);
            if (!EndpointRequirementsRules.IsCost(cost))
            {
                return (requirements, Invariant($"the cost of the rate limit '{limits[i].Name}' is {cost}; it must be 0 up to {EndpointRequirementsRules.MaxCost}."));
            }

            limits[i] = limits[i] with { Cost = EndpointRequirements.OtherThanDefault(cost) };
        }

        return (requirements with { Limits = limits }, null);
    }
}
