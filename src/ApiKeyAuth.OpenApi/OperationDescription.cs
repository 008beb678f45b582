using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;

namespace ApiKeyAuth.OpenApi;

/// <summary>Describes in sentences what an operation requires of a key.</summary>
internal static class OperationDescription
{
    public static string Of(AuthorizationPolicy policy, EndpointRequirements endpointRequirements) => string.Join(' ', Sentences(policy, endpointRequirements));

    private static IEnumerable<string> Sentences(AuthorizationPolicy policy, EndpointRequirements endpointRequirements)
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

        var requirements = endpointRequirements.AddTo(VerificationRequirements.Empty);
        if (endpointRequirements.CostOfRequest is not null)
        {
            yield return "What it costs in credits depends on the request.";
        }
        else if (requirements.Cost is { } cost)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Costs {cost} credits.");
        }

        for (var i = 0; i < requirements.Limits.Count; i++)
        {
            yield return Sentence(requirements.Limits[i], endpointRequirements.Limits[i].CostOfRequest is not null);
        }
    }

    private static string Sentence(RequiredRateLimit limit, bool dependsOnRequest)
    {
        var window = limit is { Limit: { } most, Duration: { } duration }
            ? string.Create(CultureInfo.InvariantCulture, $" ({most} in {duration.TotalSeconds} s)")
            : "";
        return dependsOnRequest
            ? $"What it takes of the rate limit `{limit.Name}`{window} depends on the request."
            : string.Create(CultureInfo.InvariantCulture, $"Takes {limit.Cost ?? 1} of the rate limit `{limit.Name}`{window}.");
    }
}
