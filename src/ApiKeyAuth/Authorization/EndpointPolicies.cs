using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ApiKeyAuth;

/// <summary>Computes, once per endpoint, what authorization requires of its callers.</summary>
internal sealed class EndpointPolicies(IAuthorizationPolicyProvider provider, RejectionEndpoints rejections)
{
    private static readonly AuthorizationPolicy ForHubMethods = new([new OptionalKeyRequirement()], []);

    private readonly ConditionalWeakTable<Endpoint, EndpointPolicy> _byEndpoint = [];
    private readonly ConditionalWeakTable<Endpoint, EndpointRequirements> _requirements = [];

    /// <summary>
    /// Without an endpoint there are no requirements yet: routing may still run, and authorization itself evaluates a fallback policy for
    /// unknown paths.
    /// </summary>
    public ValueTask<EndpointPolicy> GetAsync(Endpoint? endpoint) => endpoint switch
    {
        null => ValueTask.FromResult(EndpointPolicy.Anonymous),
        _ when _byEndpoint.TryGetValue(endpoint, out var known) => ValueTask.FromResult(known),
        _ => CombineAsync(endpoint),
    };

    /// <summary>Returns the policy for metadata that may not belong to an endpoint yet, as in API descriptions.</summary>
    public async Task<AuthorizationPolicy?> CombineAsync(EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return null;
        }

        if (OptionalKey.IsNearest(metadata))
        {
            return await provider.GetPolicyAsync(OptionalApiKeyAttribute.PolicyName);
        }

        // The same combination as in the authorization middleware.
        var policy = await AuthorizationPolicy.CombineAsync(
            provider, metadata.GetOrderedMetadata<IAuthorizeData>(), metadata.GetOrderedMetadata<AuthorizationPolicy>());
        var requirements = metadata.GetOrderedMetadata<IAuthorizationRequirementData>().SelectMany(data => data.GetRequirements()).ToArray();
        if (requirements.Length == 0)
        {
            return policy;
        }

        var own = new AuthorizationPolicyBuilder().AddRequirements(requirements).Build();
        return policy is null ? own : AuthorizationPolicy.Combine(policy, own);
    }

    /// <summary>Returns the requirements of a policy. A request that no endpoint handles is not charged.</summary>
    public SchemeRequirements RequirementsOf(AuthorizationPolicy policy, Endpoint? endpoint) =>
        endpoint is null ? SchemeRequirements.Free : RequirementsOf(endpoint).RequirementsFor(policy);

    public EndpointRequirements RequirementsOf(Endpoint? endpoint) => endpoint switch
    {
        null => EndpointRequirements.None,
        _ when _requirements.TryGetValue(endpoint, out var known) => known,
        _ => _requirements.GetValue(endpoint, key => rejections.Contains(key) ? EndpointRequirements.OfRejection : new EndpointRequirements(key.Metadata)),
    };

    private async ValueTask<EndpointPolicy> CombineAsync(Endpoint endpoint)
    {
        var policy = await CombineAsync(endpoint.Metadata);
        if (policy is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && HubEndpoint.AuthorizedMethods(endpoint.Metadata).Any())
        {
            // Nothing authenticates later: a SignalR connection keeps the principal it was opened with.
            policy = ForHubMethods;
        }

        var result = policy is not null ? new EndpointPolicy(policy, RequirementsOf(policy, endpoint))
            : RequirementsOf(endpoint) == EndpointRequirements.OfRejection ? EndpointPolicy.Unanswered
            : EndpointPolicy.Anonymous;
        if (provider.AllowsCachingPolicies)
        {
            _byEndpoint.AddOrUpdate(endpoint, result);
        }

        return result;
    }
}
