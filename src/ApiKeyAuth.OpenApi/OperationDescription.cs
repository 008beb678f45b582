using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace ApiKeyAuth.OpenApi;

/// <summary>What an operation asks of a key, in sentences.</summary>
internal static class OperationDescription
{
    public static string Of(AuthorizationPolicy policy, EndpointDemand demand) => string.Join(' ', Sentences(policy, demand));

    private static IEnumerable<string> Sentences(AuthorizationPolicy policy, EndpointDemand demand)
    {
        if (policy.Requirements.OfType<OptionalKeyRequirement>().Any())
        {
            yield return "The API key is optional.";
        }

        foreach (var requirement in policy.Requirements)
        {
            switch (requirement)
            {
                case PermissionRequirement { Query.Text: var query }:
                    yield return $"Needs the permission `{query}`.";
                    break;
                case DeclaredPermission { Text: var query }:
                    yield return $"Needs the permission `{query}`.";
                    break;
                case RolesAuthorizationRequirement { AllowedRoles: var roles }:
                    yield return $"Needs the role {string.Join(" or ", roles.Select(role => $"`{role}`"))}.";
                    break;
            }
        }

        var plan = demand.AddTo(VerificationPlan.Empty);
        if (demand.CostOfRequest is not null)
        {
            yield return "What it costs in credits depends on the request.";
        }
        else if (plan.Cost is { } cost)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Costs {cost} credits.");
        }

        for (var i = 0; i < plan.Limits.Count; i++)
        {
            yield return Sentence(plan.Limits[i], demand.Limits[i].CostOfRequest is not null);
        }
    }

    private static string Sentence(PlannedLimit limit, bool dependsOnRequest)
    {
        var window = limit is { Limit: { } most, Duration: { } duration }
            ? string.Create(CultureInfo.InvariantCulture, $" ({most} in {duration.TotalSeconds} s)")
            : "";
        return dependsOnRequest
            ? $"What it takes of the rate limit `{limit.Name}`{window} depends on the request."
            : string.Create(CultureInfo.InvariantCulture, $"Takes {limit.Cost ?? 1} of the rate limit `{limit.Name}`{window}.");
    }
}
