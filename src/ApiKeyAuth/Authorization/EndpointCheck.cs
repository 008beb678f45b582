using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ApiKeyAuth;

/// <summary>Checks everything that endpoints require, for problems and for names that are treated as permissions.</summary>
internal sealed class EndpointCheck(PermissionPolicies permissions, IAuthorizationPolicyProvider provider, EndpointProblems own)
{
    private readonly List<string> _problems = [];
    private readonly SortedSet<string> _taken = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Problems => _problems;

    public IEnumerable<string> NamesTakenAsPermissions => _taken;

    public async Task RunAsync(IEnumerable<Endpoint> endpoints)
    {
        if (permissions.HasList)
        {
            Add("The default policy", Unknown(await provider.GetDefaultPolicyAsync()));
            Add("The fallback policy", Unknown(await provider.GetFallbackPolicyAsync()));
        }

        foreach (var endpoint in endpoints)
        {
            Add($"Endpoint '{endpoint.DisplayName}'", await CheckAsync(endpoint));
        }
    }

    private void Add(string subject, IEnumerable<string> problems) => _problems.AddRange(problems.Select(problem => $"{subject}: {problem}"));

    /// <summary>Returns a sentence for each problem of an endpoint, with its fix.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(Endpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var problems = new List<string>(new EndpointRequirements(metadata).Problems);
        var authorizeData = metadata.GetOrderedMetadata<IAuthorizeData>();
        foreach (var name in authorizeData.Concat(HubEndpoint.AuthorizedMethods(metadata)).Select(data => data.Policy).Distinct(StringComparer.Ordinal))
        {
            if (!string.IsNullOrWhiteSpace(name))
            {
                problems.AddRange(await CheckAsync(name, endpoint));
            }
        }

        problems.AddRange(metadata.GetOrderedMetadata<AuthorizationPolicy>().SelectMany(Unknown));
        problems.AddRange(metadata.GetOrderedMetadata<IAuthorizationRequirementData>().SelectMany(data => Unknown(data.GetRequirements())));
        await own.AddAsync(problems, metadata);
        return problems;
    }

    private async Task<IEnumerable<string>> CheckAsync(string name, Endpoint endpoint)
    {
        AuthorizationPolicy? policy;
        try
        {
            policy = await own.PolicyOfAsync(name);
        }
        catch (InvalidOperationException exception)
        {
            return [exception.Message];
        }

        if (policy is null)
        {
            return [permissions.ProblemOf(name)];
        }

        // A provider of the app that wraps this one may have created another policy of the name.
        if (policy.Requirements.Any(requirement => PolicyNameOf(requirement) == name) && !PermissionPolicies.IsOurs(name))
        {
            _taken.Add(name);
        }

        return [.. Unknown(policy), .. MissingParameters(policy, endpoint)];
    }

    private static string? PolicyNameOf(IAuthorizationRequirement requirement) => requirement switch
    {
        PermissionRequirement permission => permission.PolicyName,
        DeclaredPermission permission => permission.PolicyName,
        _ => null,
    };

    private IEnumerable<string> Unknown(AuthorizationPolicy? policy) => Unknown(policy?.Requirements ?? []);

    private IEnumerable<string> Unknown(IEnumerable<IAuthorizationRequirement> requirements) =>
        requirements.Select(permissions.UnknownProblemOf).OfType<string>();

    /// <summary>A missing route parameter would reject every request.</summary>
    private static IEnumerable<string> MissingParameters(AuthorizationPolicy policy, Endpoint endpoint) =>
        endpoint is RouteEndpoint { RoutePattern: var route }
            ? policy.Requirements.OfType<DeclaredPermission>()
                .SelectMany(permission => permission.Parameters.Select(parameter => (permission.Text, Parameter: parameter)))
                .Where(use => route.GetParameter(use.Parameter) is null && !route.Defaults.ContainsKey(use.Parameter) && !route.RequiredValues.ContainsKey(use.Parameter))
                .Select(use => $"The permission query '{use.Text}' needs the route parameter '{use.Parameter}', which the route does not have.")
            : [];
}
