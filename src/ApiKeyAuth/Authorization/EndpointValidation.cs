using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ApiKeyAuth;

/// <summary>Stops the start where an endpoint asks for what cannot be: a typo must neither refuse everybody silently nor let anybody in.</summary>
internal sealed class EndpointValidation : IStartupFilter
{
    /// <summary>Endpoints are known only once the pipeline is built.</summary>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);
        if (app.ApplicationServices.GetService<EndpointDataSource>() is not { } source)
        {
            return;
        }

        var provider = app.ApplicationServices.GetRequiredService<IAuthorizationPolicyProvider>();

        // A pipeline is built synchronously; no request waits for it.
        var problems = CheckAsync(source.Endpoints, provider).GetAwaiter().GetResult();
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        }
    };

    private static async Task<List<string>> CheckAsync(IEnumerable<Endpoint> endpoints, IAuthorizationPolicyProvider provider)
    {
        var problems = new List<string>();
        foreach (var endpoint in endpoints)
        {
            foreach (var problem in await CheckAsync(endpoint.Metadata, provider))
            {
                problems.Add($"Endpoint '{endpoint.DisplayName}': {problem}");
            }
        }

        return problems;
    }

    private static async Task<IEnumerable<string>> CheckAsync(EndpointMetadataCollection metadata, IAuthorizationPolicyProvider provider)
    {
        var problems = new List<string>(new EndpointDemand(metadata).Problems);
        var authorizeData = metadata.GetOrderedMetadata<IAuthorizeData>();
        foreach (var name in authorizeData.Concat(HubEndpoint.AuthorizedMethods(metadata)).Select(data => data.Policy).Distinct(StringComparer.Ordinal))
        {
            try
            {
                _ = string.IsNullOrWhiteSpace(name) ? null : await provider.GetPolicyAsync(name);
            }
            catch (InvalidOperationException exception)
            {
                problems.Add(exception.Message);
            }
        }

        if (authorizeData.Any(data => data is OptionalApiKeyAttribute)
            && (authorizeData.Any(data => data is not OptionalApiKeyAttribute)
                || metadata.GetMetadata<AuthorizationPolicy>() is not null || metadata.GetMetadata<IAuthorizationRequirementData>() is not null))
        {
            problems.Add("A key cannot be optional where something else is required too. Remove the optional key or the other authorization.");
        }

        return problems;
    }
}
